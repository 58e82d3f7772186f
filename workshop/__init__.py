"""Tools of the people who build Yarrow; nothing here is installed with the service."""
