"""advicedesk: the advice desk logs visits, hands out two-language slips and reads its month.

The way of a request: `web` lets it in and knows who asks; the feature's `views` load by id, ask
the `forms`, call one operation or query and commit once; `operations` apply the rules, change
models and record the audit entry; `database` keeps; `templates`, `exports` and `printing` answer.
The client is never stored: a case code on the slip is the only key to a thread of visits.
"""
