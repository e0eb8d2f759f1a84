"""Names that systems and tools leave beside the pages: no pages, and passed over. Every other name may be a page's."""

import re

_NAME_LIST = """
    .ds_store .localized .appledouble .spotlight-v100 .trashes .fseventsd .temporaryitems .documentrevisions-v100
    __macosx thumbs.db ehthumbs.db desktop.ini $recycle.bin lost+found .directory .hidden @eadir #recycle .snapshot .zfs
    .git .gitignore .gitattributes .gitkeep .keep .svn .hg .hgignore .bzr .dvc .dvcignore .stfolder .stignore
    .stversions .sync .dropbox .nomedia .idea .vscode .ipynb_checkpoints .cache
"""
_NAMES = frozenset(_NAME_LIST.split()) | {"system volume information"}
_SHAPES = re.compile(
    r"\._.+"  # AppleDouble: what macOS keeps of a file on other file systems
    r"|\.nfs[0-9a-f]{16,}|\.fuse_hidden[0-9a-f]+"  # deleted, and still open somewhere
    r"|\.trash-\d+|\.~lock\..+#|\..+\.sw[a-p]"  # trash; locks of office suites; swap files of editors
    r"|\.(?=.*\.[a-z0-9]{1,5}\.).+\.[a-z0-9]{6}"  # .page.html.Xy3bQ1: a transfer by rsync, under way or broken off
    r"|\.syncthing\..+\.tmp|\.goutputstream-\w+",
    re.IGNORECASE | re.DOTALL,
)


def is_leftover(name: str) -> bool:
    """Whether a file or directory of this name is no page, nor holds any."""
    return name.lower() in _NAMES or _SHAPES.fullmatch(name) is not None
