"""Fitting the weights of models whose arithmetic lives in `app.domain.learning`; the only place that needs scikit-learn
for it. A fit runs in a command or a job, never in a call.
"""
