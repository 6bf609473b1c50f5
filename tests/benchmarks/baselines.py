"""What a spreadsheet or a plain string matcher makes of the same questions."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec

import snowballstemmer

from talentregister.matching.words import keys

Scorer = Callable[[str, Mapping[str, str]], dict[str, float]]
WORD = re.compile(r"\w{4,}")


def substring(ask: str, texts: Mapping[str, str]) -> dict[str, float]:
    """Search in a spreadsheet: how many words of the ask stand somewhere in the row."""
    words = set(WORD.findall(ask.lower()))
    return {doc: float(sum(word in text.lower() for word in words)) for doc, text in texts.items()}


def ratio(name: str) -> Scorer:
    """One of rapidfuzz's ratios on the whole row, each ask apart and the best counting."""

    def scored(ask: str, texts: Mapping[str, str]) -> dict[str, float]:
        from rapidfuzz import fuzz, utils

        measure = getattr(fuzz, name)
        pieces = [piece for piece in re.split(r"[;\n]", ask) if piece.strip()]
        process = utils.default_process
        return {
            doc: max(measure(piece, text, processor=process) for piece in pieces)
            for doc, text in texts.items()
        }

    return scored


def bm25(ask: str, texts: Mapping[str, str]) -> dict[str, float]:
    """BM25 on Dutch stems."""
    stem = snowballstemmer.stemmer("dutch").stemWords
    rows = {doc: Counter(stem(keys(text))) for doc, text in texts.items()}
    often = Counter(word for row in rows.values() for word in row)
    mean = sum(sum(row.values()) for row in rows.values()) / len(rows)
    asked = set(stem(keys(ask)))

    def score(row: Counter[str]) -> float:
        total = 0.0
        for word in asked & row.keys():
            rare = math.log(1 + (len(rows) - often[word] + 0.5) / (often[word] + 0.5))
            long = 0.25 + 0.75 * sum(row.values()) / mean
            total += rare * row[word] * 2.2 / (row[word] + 1.2 * long)
        return total

    return {doc: score(row) for doc, row in rows.items()}


def ngrams(ask: str, texts: Mapping[str, str]) -> dict[str, float]:
    """Cosine of tf-idf over three to five letters."""
    text = import_module("sklearn.feature_extraction.text")
    vectors = text.TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True)
    matrix = vectors.fit_transform(texts.values())
    scores = (matrix @ vectors.transform([ask]).T).toarray().ravel()
    return dict(zip(texts, map(float, scores), strict=True))


def baselines() -> dict[str, Scorer]:
    """The baselines that can run here."""
    found: dict[str, Scorer] = {
        "substring": substring,
        "WRatio": ratio("WRatio"),
        "token_set_ratio": ratio("token_set_ratio"),
        "BM25 on stems": bm25,
    }
    if find_spec("sklearn"):
        found["letters 3-5"] = ngrams
    return found


def ranked(scores: Mapping[str, float], besides: str) -> Sequence[str]:
    """Everybody with a score, best first, ties by id."""
    hits = [doc for doc, score in scores.items() if score > 0 and doc != besides]
    return sorted(hits, key=lambda doc: (-scores[doc], doc))
