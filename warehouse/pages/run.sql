-- One run.
from runs where run_id = $run;
