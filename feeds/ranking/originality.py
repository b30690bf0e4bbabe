"""What a copy costs, and to whom its readers' thanks belong."""

UNCREDITED = 1.0
CREDITED_REMIX = 1 / 6
OWN_REPOST = 0.5
NEW_ENOUGH = 0.3  # share of new content that makes a remix of a credited copy
# Beta prior of an author's share of copies: one in twenty, worth twenty notes.
PRIOR_COPIES, PRIOR_NOTES = 1.0, 20.0
TO_SOURCE = 0.5


def copy_factor(is_copy: bool, is_credited: bool = False, new_share: float = 0.0, is_own_repost: bool = False) -> float:
    """`Candidate.copy`, 0 .. 1; the score weighs it with 1.2: an uncredited copy -1.2, a credited remix -0.2."""
    if not is_copy:
        return 0.0
    if is_own_repost:
        return OWN_REPOST
    return CREDITED_REMIX if is_credited and new_share >= NEW_ENOUGH else UNCREDITED


def aggregator_rate(copies: int, notes: int) -> float:
    """`Candidate.aggregator`: the author's share of copies, smoothed; 0 for whoever copies no more than is usual."""
    usual = PRIOR_COPIES / PRIOR_NOTES
    return max(0.0, ((copies + PRIOR_COPIES) / (notes + PRIOR_NOTES) - usual) / (1.0 - usual))
