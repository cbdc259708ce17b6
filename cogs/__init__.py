"""Thin commands: parse, one service call, render, send."""
