from bas.api.errors import Conflict


class NeedFull(Conflict):
    """No headcount left on some of the days asked for; nothing was booked."""

    default_code = "need_full"


class NeedNotOpen(Conflict):
    """The need takes nobody in its present state; nothing was booked."""

    default_code = "need_not_open"
