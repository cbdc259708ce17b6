"""What typed names mean."""
