/** The task list is off in this mode of Claude Code unless its tools are named. They touch no file. */
export const TASK_TOOLS: readonly string[] = ['TaskCreate', 'TaskUpdate', 'TaskList', 'TaskGet']
