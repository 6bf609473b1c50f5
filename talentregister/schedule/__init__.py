"""
The daily run: installed with what the system has, and watched over.

`plan` says what runs when; `texts` writes it down in the form of each system;
every other file holds one system (`WAYS`, in the order in which they are
tried). `runs` remembers which runs failed, without anybody's data. A run shows
everything that is due, so a missed one costs nothing and none of these systems
has to be leaned on.
"""
