"""Suggested groupings beside the themes of people: how far they agree, and what BERTopic and K-means make of the same.

    python benchmarks/themes.py [--draws 20] [--cache FOLDER]

Reads the studies in ../shared; about four minutes on two cores the first time, two when the vectors are cached.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import warnings
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from machine import show, write_result
from numpy.typing import NDArray
from theme_sets import Coded, all_sets

from qualkit.themes.candidates import tree_levels
from qualkit.themes.geometry import EQUAL, CodeVectors, Weights, distances, unit
from qualkit.themes.learning import NONE, Known, KnownTheme, tied
from qualkit.themes.places import find_homes
from qualkit.themes.reading import Read, read

Labels = NDArray[np.int64]
SHARES = (0.1, 0.3, 0.5)
SHUFFLES = 500
GRID: list[Weights] = [w for w in itertools.product((0.5, 1.0, 1.5), repeat=3) if 1.0 in w]
NOTES = (
    "Codes (for the printed quotes: each quote a code without a name) are grouped into as many groups as people made "
    "themes. ARI and AMI are 0 by chance; the row `chance` shuffles qualkit's own groups, so that their sizes count. "
    "`codes left out` is the mean over draws of 85 % of the codes: one run on so few codes is one throw. `Ward, as "
    "first designed` joins name and mean quote without centring. BERTopic with its defaults groups quotes; a code goes "
    "where most of its quotes go. `chosen on the others` takes the weights of names, quotes and place that were best "
    "on the other studies. Placement: of the codes that are not confirmed, those whose theme is among the three "
    "suggested; beside it the three themes with the most confirmed codes, and the same without the names of themes. "
    "`resampled`: agreement of the groups with those from quotes drawn anew. The study virtual-coach-kappa has no text "
    "and its themes are inferred; flaky-survey's themes are the questions asked."
)


def main() -> None:
    wish = wanted()
    rows: list[dict[str, Any]] = []
    sets = [(one, vectors(one, wish.cache)) for one in all_sets()]
    for one, found in sets:
        rows += [{"set": one.name, "what": what, **made} for what, made in grouped(one, found, wish.draws).items()]
    coded = [
        pair for pair in sets if len(pair[0].names) < len(pair[0].material.codes) / 3 and pair[1].codes.names.any()
    ]
    rows += [chosen_on_the_others(at, coded) for at in range(len(coded))]
    for one, found in coded:
        rows += [placed(one, found, share, wish) for share in SHARES]
    show(rows)
    print(write_result("themes", rows, settings={"draws": wish.draws}, notes=NOTES))


def wanted() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=20)
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "qualkit-benchmark-themes")
    return parser.parse_args()


def vectors(one: Coded, cache: Path) -> Read:
    """Each study keeps its own."""
    folder = cache / one.name
    folder.mkdir(parents=True, exist_ok=True)
    return read(one.material, model="", cache=folder, tell=lambda what, done, of: None)


# ---- groups beside themes ----


def grouped(one: Coded, found: Read, draws: int) -> dict[str, dict[str, Any]]:
    count = len(one.names)
    ours = groups(found.codes, count)
    rows = {
        "qualkit": scores(one.themes, ours) | {"codes left out": left_out(one, found.codes, EQUAL, draws)},
        "qualkit, names and quotes only": scores(one.themes, groups(found.codes, count, (1.0, 1.0, 0.0))),
        "Ward, as first designed": scores(one.themes, ward(found.codes, count)),
        "TF-IDF + KMeans": tf_idf(one, count),
        "BERTopic, defaults": bertopic(one, found),
        "chance": chance(one.themes, ours),
    }
    rows["qualkit"]["resampled"] = resampled(found.codes, ours, draws)
    return rows


def groups(codes: CodeVectors, count: int, weights: Weights = EQUAL) -> Labels:
    return tree_levels(distances(codes.points(weights)))[:, count - 1]


def ward(codes: CodeVectors, count: int) -> Labels:
    from scipy.cluster.hierarchy import fcluster, linkage

    said = np.array([q.mean(axis=0) if len(q) else np.zeros(codes.names.shape[1]) for q in codes.quotes])
    found: Labels = fcluster(linkage(np.hstack([unit(codes.names), unit(said)]), "ward"), count, "maxclust")
    return found


def scores(themes: Labels, labels: Labels) -> dict[str, float]:
    from sklearn.metrics import adjusted_mutual_info_score, adjusted_rand_score

    found = {
        "ari": adjusted_rand_score(themes, labels),
        "ami": adjusted_mutual_info_score(themes, labels),
        "b-cubed": b_cubed(themes, labels),
    }
    return {name: round(float(value), 3) for name, value in found.items()}


def b_cubed(themes: Labels, labels: Labels) -> float:
    """F of Bagga & Baldwin (1998): for each code, how many beside it belong there, and how many that belong are."""
    same_theme, same_group = themes[:, None] == themes, labels[:, None] == labels
    both = (same_theme & same_group).sum(axis=1)
    precision, recall = (both / same_group.sum(axis=1)).mean(), (both / same_theme.sum(axis=1)).mean()
    return float(2 * precision * recall / (precision + recall))


def chance(themes: Labels, labels: Labels) -> dict[str, Any]:
    chosen = np.random.default_rng(0)
    shuffled = [scores(themes, chosen.permutation(labels)) for _ in range(SHUFFLES)]
    means = {name: round(float(np.mean([one[name] for one in shuffled])), 3) for name in ("ari", "ami", "b-cubed")}
    return means | {"ari in 95 of 100": round(float(np.quantile([one["ari"] for one in shuffled], 0.95)), 3)}


def left_out(one: Coded, codes: CodeVectors, weights: Weights, draws: int) -> float:
    chosen, found = np.random.default_rng(0), []
    for _ in range(draws):
        kept = np.sort(chosen.permutation(len(one.themes))[: round(0.85 * len(one.themes))])
        themes = one.themes[kept]
        part = CodeVectors(codes.names[kept], [codes.quotes[k] for k in kept], [codes.stretches[k] for k in kept])
        found.append(scores(themes, groups(part, len(set(themes.tolist())), weights))["ari"])
    return round(float(np.mean(found)), 3)


def resampled(codes: CodeVectors, labels: Labels, draws: int) -> float:
    count = len(set(labels.tolist()))
    redrawn = [tree_levels(distances(points))[:, count - 1] for points in codes.redrawn_points(draws, seed=0)]
    return round(float(np.mean([scores(labels, one)["ari"] for one in redrawn])), 3)


def tf_idf(one: Coded, count: int) -> dict[str, float]:
    from sklearn.cluster import KMeans
    from sklearn.feature_extraction.text import TfidfVectorizer

    texts = [" ".join([code.name, *(quote.spoken for quote in code.quotes)]) for code in one.material.codes]
    weights = TfidfVectorizer(stop_words="english").fit_transform(texts)
    runs = [scores(one.themes, KMeans(count, n_init=1, random_state=seed).fit_predict(weights)) for seed in range(10)]
    return {name: round(float(np.mean([run[name] for run in runs])), 3) for name in runs[0]}


def bertopic(one: Coded, found: Read) -> dict[str, Any]:
    """Five seeds of its defaults, our vectors; where it finds no topic or gives up, all codes are one group."""
    runs, topics = [], []
    for seed in range(5):
        of_segment = default_topics(one, found, seed)
        usual = [Counter(of_segment[q.segment_id] for q in code.quotes).most_common(1) for code in one.material.codes]
        labels = np.array([topic[0][0] if topic else NONE for topic in usual])
        runs.append(scores(one.themes, labels))
        topics.append(len(set(of_segment.values()) - {NONE}))
    means = {name: round(float(np.mean([run[name] for run in runs])), 3) for name in runs[0]}
    return means | {"topics": f"{min(topics)} to {max(topics)}"}


def default_topics(one: Coded, found: Read, seed: int) -> dict[str, int]:
    from bertopic import BERTopic
    from umap import UMAP

    reduce = UMAP(n_neighbors=15, n_components=5, min_dist=0.0, metric="cosine", random_state=seed)
    said = np.array([found.segments[segment] for segment in found.segments])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            topics, _ = BERTopic(umap_model=reduce).fit_transform(one.texts, embeddings=said)
    except (ValueError, TypeError, IndexError):
        topics = [NONE] * len(said)
    return dict(zip(found.segments, map(int, topics), strict=True))


def chosen_on_the_others(at: int, sets: list[tuple[Coded, Read]]) -> dict[str, Any]:
    """Leave one study out: its agreement under the weights that suited the others best."""
    others = [pair for other, pair in enumerate(sets) if other != at]

    def agreement(weights: Weights) -> float:
        return float(np.mean([left_out(one, found.codes, weights, 10) for one, found in others]))

    best = max(GRID, key=agreement)
    one, found = sets[at]
    made = scores(one.themes, groups(found.codes, len(one.names), best))
    return {"set": one.name, "what": "chosen on the others", **made, "weights": best}


# ---- codes placed into themes, and what is learnt from those that are ----


def placed(one: Coded, found: Read, share: float, wish: argparse.Namespace) -> dict[str, Any]:
    chosen, hits = np.random.default_rng(1), []
    for _ in range(wish.draws):
        order = chosen.permutation(len(one.themes))
        confirmed = np.full(len(order), NONE)
        first = order[: max(1, round(share * len(order)))]
        confirmed[first] = one.themes[first]
        hits.append(one_round(one, found, confirmed, wish.cache))
    means = {name: round(float(np.mean([hit[name] for hit in hits])), 3) for name in hits[0]}
    return {"set": one.name, "what": f"top 3 with {share:.0%} confirmed", **means}


def one_round(one: Coded, found: Read, confirmed: Labels, cache: Path) -> dict[str, float]:
    """The four shares are of the codes not confirmed; the two agreements are with their themes."""
    ids = [code.id for code in one.material.codes]
    known = Known(
        tuple(
            KnownTheme(str(at), name, name, frozenset(i for i, t in zip(ids, confirmed, strict=True) if t == at))
            for at, name in enumerate(one.names)
        )
    )
    homes = find_homes(one.material, known, cache=cache / one.name)
    rest = np.flatnonzero(confirmed == NONE)
    near = [[int(theme.id) for theme in home.near] for home in homes]
    largest = np.argsort(-np.bincount(confirmed[confirmed != NONE], minlength=len(one.names)), kind="stable")[:3]
    free = one.themes[rest].tolist()
    learnt, unlearnt = learning(one, found, confirmed, rest)
    return {
        "qualkit": hit_rate(free, near),
        "first of the three": hit_rate(free, [three[:1] for three in near]),
        "without names of themes": hit_rate(free, nameless(found, confirmed, rest, len(one.names))),
        "three largest": hit_rate(free, [largest.tolist()] * len(rest)),
        "ari of the rest": unlearnt,
        "ari of the rest, learning": learnt,
    }


def hit_rate(themes: list[int], near: list[list[int]]) -> float:
    return float(np.mean([theme in three for theme, three in zip(themes, near, strict=True)]))


def nameless(found: Read, confirmed: Labels, rest: Labels, count: int) -> list[list[int]]:
    member = (confirmed[:, None] == np.arange(count)).astype(float)
    points = found.codes.points()
    likeness = np.where(member.any(axis=0), points[rest] @ unit(member.T @ points).T, -np.inf)
    order = np.argsort(-likeness, axis=1, kind="stable")[:, :3]
    return [[int(t) for t in row if member[:, t].any()] for row in order]


def learning(one: Coded, found: Read, confirmed: Labels, rest: Labels) -> tuple[float, float]:
    apart = distances(found.codes.points())
    cuts = (tree_levels(tied(apart, confirmed)), tree_levels(apart))
    learnt, unlearnt = (scores(one.themes[rest], cut[rest, len(one.names) - 1])["ari"] for cut in cuts)
    return learnt, unlearnt


if __name__ == "__main__":
    main()
