"""The command line: one file a command or group of commands; verb first, edition as argument.

Commands decide when and for whom, print, and turn errors into exit statuses (``exits.py``). What they do is done
by the pipeline. Everything heavy is imported inside the command that needs it.
"""
