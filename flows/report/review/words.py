"""The review's labels, in Chinese and English; the reader chooses which to see."""

from html import escape

Label = tuple[str, str]
"""(Chinese, English)."""

GROUPS: dict[str, tuple[Label, tuple[str, ...]]] = {
    "way": (("导航", "navigation"), ("nav", "breadcrumb", "pagination", "login")),
    "lure": (("推广", "promotion"), ("share", "ad", "lead_in", "related", "tags")),
    "law": (("声明", "legal"), ("copyright", "icp", "disclaimer")),
    "credit": (("署名", "credits"), ("editor", "contact", "byline", "image", "date_widget", "title_echo")),
    "talk": (("评论", "comments"), ("comment",)),
    "site": (("站点与残余", "site, residue"), ("template", "hidden", "source_rule", "residue")),
}
"""Kinds of removed lines that share a tint: key → label, categories."""

CATEGORIES: dict[str, str] = {
    "nav": "导航",
    "breadcrumb": "面包屑",
    "share": "分享",
    "ad": "广告",
    "lead_in": "引导语",
    "related": "相关",
    "tags": "标签",
    "comment": "评论",
    "pagination": "分页",
    "login": "登录",
    "copyright": "版权",
    "icp": "备案",
    "disclaimer": "免责声明",
    "editor": "编辑",
    "contact": "联系方式",
    "byline": "署名",
    "image": "图片",
    "date_widget": "日期",
    "title_echo": "标题重复",
    "template": "模板",
    "hidden": "隐藏",
    "source_rule": "站点规则",
    "residue": "残余",
}
"""Category → its Chinese name; the English one is its name with blanks."""

FIELDS: dict[str, str] = {
    "title": "标题",
    "subtitle": "副标题",
    "authors": "作者",
    "publisher": "网站",
    "content_source": "来源",
    "editors": "编辑",
    "date_published": "发布日期",
    "published_at": "发布时刻",
    "issue": "期号",
    "document_number": "文号",
    "index_number": "索引号",
    "issuing_body": "发文机关",
    "date_created": "成文日期",
    "subject_category": "主题分类",
    "validity": "有效性",
    "breadcrumb": "栏目",
    "keywords": "关键词",
    "icp_number": "ICP备案",
    "police_number": "公网安备",
    "emails": "邮箱",
    "images": "图片",
    "attachments": "附件",
    "url": "网址",
    "fetched_at": "抓取时间",
    "charset": "编码",
    "script_original": "原文字形",
    "quality_flags": "质量标记",
    "media_type": "类型",
    "raw_path": "文件",
}
"""Column of documents → its Chinese name."""


def both(label: Label) -> str:
    """A label in both languages as HTML, one of which is shown."""
    return (
        f'<span class="zh" lang="zh-Hans">{escape(label[0])}</span><span class="en" lang="en">{escape(label[1])}</span>'
    )


def category(name: str) -> str:
    """A category in both languages as HTML."""
    return both((CATEGORIES.get(name, name), name.replace("_", " ")))


def field(name: str) -> str:
    """A column in both languages as HTML."""
    return both((FIELDS.get(name, name), name.replace("_", " ")))


def group_of(name: str) -> str:
    """Key of the group that a category belongs to."""
    return next((key for key, (_, members) in GROUPS.items() if name in members), "site")
