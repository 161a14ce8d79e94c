"""The month: visits, needs and referrals counted apart; nothing is published unprotected."""
