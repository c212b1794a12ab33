import sys
from pathlib import Path

# Workers import what they run by its name, so the module must be found there as here.
sys.path.insert(0, str(Path(__file__).parent))
