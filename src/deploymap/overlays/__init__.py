"""What people draw on a map: fronts, held areas, arrows, their own roads and woods."""
