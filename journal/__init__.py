"""What people decide: facts that are only added, who said them, when, for when and why."""
