"""IS THE PACK SOUND: what must hold of a pack, proven over all answers, with a plan as witness or counterexample."""
