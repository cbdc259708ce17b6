"""/setup and /privacy: what a server has chosen, its log, and what is stored."""

from dataclasses import dataclass

from bot.services.kit import Kit
from bot.services.leases import Leases
from bot.services.servers.change_log import ChangeLog
from bot.services.servers.choices import Choices
from bot.services.servers.greetings import Greetings
from bot.services.servers.housekeeping import Housekeeping
from bot.services.servers.installation import CommandSync, Privacy, Statistics, Versions
from bot.services.servers.monitoring import Monitoring
from bot.services.servers.saving import Saving


@dataclass(frozen=True, slots=True)
class Servers:
    change_log: ChangeLog
    choices: Choices
    command_sync: CommandSync
    greetings: Greetings
    housekeeping: Housekeeping
    leases: Leases
    monitoring: Monitoring
    privacy: Privacy
    saving: Saving
    statistics: Statistics
    versions: Versions

    @classmethod
    def on(cls, kit: Kit, *, keep_left_servers_days: int) -> "Servers":
        return cls(
            change_log=ChangeLog(kit),
            choices=Choices(kit),
            command_sync=CommandSync(kit),
            greetings=Greetings(kit),
            housekeeping=Housekeeping(kit, keep_left_servers_days),
            leases=Leases(kit),
            monitoring=Monitoring(kit),
            privacy=Privacy(kit),
            saving=Saving(kit),
            statistics=Statistics(kit),
            versions=Versions(kit),
        )
