"""What States ask for: requests, their examination and answers, advisory services."""
