"""Hide small counts so that no published figure gives them back: one pass before any writer.

A reader has every published cell and every sum that ties cells together, of all tables, desks,
months and versions at once; zeros are published and never serve as cover, so a hidden cell is
known to be at least 1. Then each hidden cell must keep an interval as wide as the threshold.

1. `primary`: 0 < n < threshold, and small groups that stand wholly in one cell (Statistics
   Finland, *Output checking in research services*; Brandt et al., *Guidelines for the checking of
   output based on microdata research*, 2010: threshold rule, group disclosure).
2. `audit`: the exact interval of each hidden cell by linear programs (Fischetti and
   Salazar-González, Mathematical Programming 84, 1999: the attacker's problem; protection levels
   in their sliding form). Nothing leaves `hiding` that the audit did not pass.
3. `repair`: for a cell the audit finds exposed, the cheapest cover by a linear program (Kelly,
   Golden and Assad, Networks 22, 1992). In webs of many thousand cells `cover` comes before:
   the cheapest cell that is enough, along the sums, by passing `bounds` on (Hundepool et al.,
   *Statistical Disclosure Control*, 2012, chapter 4; *Handbook on SDC*, section 4.3).
4. `choosing`: cover that turned out not to be needed is shown again; where there are few cells,
   every choice is tried.

`together` does the same for figures beside others that readers have: desks beside their sum,
months beside their quarter. `released` does it for figures that are to stay, beside all that was
released before: other versions, months and desks that add up with them.

Coarsening comes before: rare languages share a column, `coarsening` says which.
"""
