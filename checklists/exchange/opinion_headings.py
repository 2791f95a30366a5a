"""The headings of tables of opinions, and headings that name the subject of the opinions below them."""

import re

from checklists.base.text import remove_blanks
from checklists.exchange.columns import HEADING_PARTS, HeadingColumn, normalise_heading

_SAID = "({opinion})(({and})?({opinion}))*"
OPINION_COLUMNS = {
    one.field: one
    for one in (
        HeadingColumn(
            "text",
            "",
            words="原话 原文 opinion opinions text content comment feedback",
            form=f"(({{quality}})|({{gather}})|的)*{_SAID}(({{gather}})|({{quality}})|的)*(({{and}})?({{content}}))*"
            "|({gather}|反馈)+的?({opinion})?({content})",
            weak="内容 主要内容 具体内容 反馈意见 反馈意见建议 反馈内容 意见反馈 反映情况 诉求 原始记录 描述",
            near="意见|建议|问题|内容|反映|诉求|原话|描述|表述|opinion|comment",
            joint="\n",
        ),
        HeadingColumn(
            "about",
            "",
            words="对象 成员 about target member",
            form="(({opinion})|所|的)*(针对|涉及|指向|被提意见|被提建议|被提|被反映|被批评|被评议)(的|到)?"
            "(班子|领导|领导班子|党组|党委)?(成员|对象|人员|人|者|领导|谁|哪位|同志)?"
            "|(反映|({opinion})|所提|所指|归属|和|及)+的?(对象|指向)"
            "|(班子|领导班子|党组|党委|领导)成员(姓名)?",
            near="对象|成员|针对|涉及|指向|领导|班子|姓名|谁$|about|target",
        ),
        HeadingColumn(
            "received",
            "",
            words="date received",
            form="(({gather})|({opinion})|({talk}))*({time})",
            near="^(?!.*(办理|答复|整改|反馈|完成|办结)).*({time}|时$|日$|年月|date|when)",
        ),
        HeadingColumn(
            "channel",
            "",
            words="channel",
            form="(({gather})|({opinion})|({talk})|来源)*({way})",
            near="{way}|来源|channel",
        ),
        HeadingColumn(
            "source",
            "",
            words="来源 群体 source from",
            form="(({gather})|({opinion}))*(来源|群体)({person})?"
            "|被?(征求|征集|收集|听取|访谈|座谈|调研|走访|谈话|约谈|被谈话)({opinion}|的)*(对象|群体)"
            "|被(征求|征集|访谈|调研|谈话)({opinion})*({person})"
            "|(({opinion})|来信|来访|来电)*(提出|提|反映|提交|来信|来访|来电)(({opinion})|的)*({person})(姓名|名称)?"
            "|({opinion})+(的)?({person})",
            near="^(?!.*(承办|责任|办理|答复|整改|填报|登记)).*({person}|来源|对象|姓名|^谁|source|from)",
            joint=" ",
        ),
        HeadingColumn(
            "aspect",
            "",
            form="(({opinion})|所属|所在|对照|检查|涉及|归属|对应|属于)*(类别|类型|分类|方面|种类|归类|类)",
            near="方面|类|性质|领域|aspect",
        ),
        HeadingColumn(
            "voices",
            "",
            words="voices count",
            form="(({opinion})|原始|合并|提出|反映|同类)*(条数|人次|频次|票数|次数|数量|人数|数)",
            near="数$|次$|count|number",
        ),
    )
}
"""The headings of each field of an opinion."""
_AGAINST = re.compile(
    "对(?P<whom>.{1,16}?)(?:的|所|提出|反映|有关|工作|具体|主要|其他)*"
    f"(?:{HEADING_PARTS['opinion']})(?:(?:{HEADING_PARTS['and']})?(?:{HEADING_PARTS['opinion']}))*(?:{HEADING_PARTS['content']})?"
)
_AGAINST_GROUP = re.compile("对(?P<whom>(?:局|县|市|区|本|我)?(?:党组|党委|领导|班子)+|本人|个人|成员)")
_NOTHING = re.compile(
    "(暂时?|目前)?(无|没有|未提)(任何|不同|其他)?(意见|建议|问题|和|及|与|、)*|[/—〇零-]{1,4}|none|n/a"
)


def find_addressee(heading: str) -> str | None:
    """Return the subject named in a heading: 领导班子 of 对领导班子的意见建议; ``None`` without one."""
    plain = normalise_heading(heading)
    found = _AGAINST.fullmatch(plain) or _AGAINST_GROUP.fullmatch(plain)
    return found["whom"] if found else None


def is_no_opinion(text: str) -> bool:
    """Tell whether a cell says that there is no opinion: 无, 没有意见, a dash."""
    return bool(_NOTHING.fullmatch(remove_blanks(text[:40]).rstrip("。.").casefold()))
