"""Releases as open data, for everybody, where the organisation has switched it on.

Every file has two addresses that stay: one of the newest version, one of this version for good.
The catalogue is DCAT-AP 3, which the Finnish and the European portals of open data gather.
"""
