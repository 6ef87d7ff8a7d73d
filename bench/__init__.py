"""What the product costs in time, memory and bytes, beside a raw reference of the same run."""
