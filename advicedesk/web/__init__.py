"""What every request shares: access, headers, forms, error pages, navigation, template words."""
