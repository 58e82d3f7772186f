"""A throw-away home for the service under test.

pytest loads this before Django reads its settings (``-p tests.bootstrap``): a root ``conftest.py``
would come too late, and the tests would write a pepper into the home of a real service.
"""

import atexit
import os
import shutil
import tempfile

_HOME = tempfile.mkdtemp(prefix="yarrow-test-")
atexit.register(shutil.rmtree, _HOME, ignore_errors=True)

# Always overwritten, never a default: a developer's own service must not be reachable from a test.
os.environ["YARROW_HOME"] = _HOME
os.environ["YARROW_INSECURE_COOKIES"] = "1"
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's sync API runs an event loop around the test
