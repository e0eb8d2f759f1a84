"""A dataset to read, made once: a pytest plugin."""

from pathlib import Path

import pytest

from flows.pipeline import Settings, run

NOTICE = """关于做好{0}工作的通知

为切实做好今年的{0}工作，保障群众生产生活，经县人民政府研究同意，现将有关事项通知如下，请各乡镇、各部门认真贯彻执行。
一、加强组织领导
各单位要把{0}放在心上，主要负责人亲自安排，分管负责人具体落实，层层压实责任，确保各项任务按时完成，不得推诿拖延，不得弄虚作假。
二、落实工作责任
各乡镇要摸清底数，建立台账，逐户登记，每周报送{0}工作的进展情况，重要事项随时报告，遇有困难及时与县农业农村局联系解决。
责任编辑：许青
版权所有：云河新闻网
"""


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """processed/ of two sources with six pages, one of them in the quarantine. Not to be changed."""
    root = tmp_path_factory.mktemp("dataset")
    for number, topic in enumerate(("春耕", "防汛", "秋收", "冬储", "消防")):
        path = root / "raw" / ("yunhe", "51news")[number % 2] / f"{number}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(NOTICE.format(topic), encoding="utf-8")
    (root / "raw/yunhe/empty.html").touch()
    run(Settings(root / "raw", root / "processed", workers=1))
    return root / "processed"
