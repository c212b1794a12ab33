-- One topic.
from topics where topic = $topic;
