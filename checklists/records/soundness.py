"""A heuristic that warns of criticism that names nothing wrong; it never blocks."""

import re

_HOPE = re.compile(
    r"^[\s\d()（）.．、，,“\"一二三四五六七八九十]*"
    r"(?:(?:我|我们|也|还|并|同时|最后|在此|i |we )*"
    r"(?:希望|建议|盼望|期望|期待|望|盼|愿|祝|请|hope|please|suggest|wish))",
    re.IGNORECASE,
)
"""A hope, also where a number or a word such as “also” comes first."""
_FAULT = re.compile(
    r"不够|不足|不深|不实|不严|不强|不高|不多|不到位|不及时|不主动|不细|不透|欠|缺|差距|问题|较少|偏|弱|滞后|迟|拖|急躁|简单|生硬|粗|浮|松|"
    r"没有|未(?!来)|不愿|不敢|不善|不会|忽视|轻视|怕|推诿|形式主义|官僚|"
    r"\b(?:lack|too\b|not\b|never|rarely|seldom|fail|late\b|slow|weak|short\b|shortc|neglect|ignor|harsh|hasty)|n't\b",
    re.IGNORECASE,
)


def is_only_hope(text: str) -> bool:
    """Tell whether a criticism names no fault: only a hope, or only praise."""
    sentences = [one.strip() for one in re.split(r"[。！？；;!?\n]|\.\s", text) if one.strip()]
    return not any(_FAULT.search(one) and not _HOPE.match(one) for one in sentences)
