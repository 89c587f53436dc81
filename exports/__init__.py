"""What leaves the workspace as files for people to read: reports, and everything held on one child."""
