"""Numbers in Chinese, as headings and dates have them: 一, 十, 二十一."""

DIGITS = "〇一二三四五六七八九"


def format_chinese_number(number: int) -> str:
    """Write a number from 1 to 99 as headings have it; any other in Arabic digits."""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    return (DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (DIGITS[ones] if ones else "")


def parse_chinese_number(text: str) -> int:
    """Parse a number from 一 to 九十九; 0 for anything else."""
    tens, ten, ones = text.rpartition("十")
    if len(tens) > 1 or len(ones) > 1 or not set(tens + ones) <= set(DIGITS[1:]):
        return 0
    return (DIGITS.index(tens) if tens else len(ten)) * 10 + (DIGITS.index(ones) if ones else 0)
