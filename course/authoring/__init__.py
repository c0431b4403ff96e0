"""From one text source to the instructor's and the students' notebooks."""
