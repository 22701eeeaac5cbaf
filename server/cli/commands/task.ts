import type { CommandUnknownOpts } from '@commander-js/extra-typings'
import { jsonCommandOf } from './options.ts'

/** `homeport task [list] · add · run · runs · pause · continue · delete`. */
export function addTaskCommands(program: CommandUnknownOpts): void {
  const task = program.command('task').description('your tasks: messages that run by hand, once or on a schedule')

  jsonCommandOf(task, 'list', { isDefault: true })
    .description('which there are, when they come next, and how the last run went')
    .action(async (flags) => {
      const { listTasks } = await import('../actions/task.ts')
      await listTasks(flags)
    })

  jsonCommandOf(task, 'add')
    .description('keep a task; without --at and --cron it runs by hand')
    .argument('<name>', 'what lists call it')
    .requiredOption('--folder <path>', 'where it runs: a folder that you trust')
    .requiredOption('--prompt <text...>', 'what Claude is told; more: each after the one before has ended well')
    .option('--at <time>', 'once, at this moment (2026-12-24T09:00)')
    .option('--cron <expression>', 'again and again ("0 9 * * 1-5")')
    .option('--time-zone <name>', 'of the cron expression; this machine’s unless named')
    .action(async (name, flags) => {
      const { addTask } = await import('../actions/task.ts')
      await addTask(name, flags)
    })

  const changes = {
    run: 'run one now',
    pause: 'let nothing of it begin by itself',
    continue: 'let it begin by itself again',
    delete: 'delete one with the history of its runs; sessions stay',
  } as const
  for (const change of ['run', 'pause', 'continue', 'delete'] as const) {
    jsonCommandOf(task, change)
      .description(changes[change])
      .argument('<id>', 'as the list shows it')
      .action(async (id, flags) => {
        const { changeTask } = await import('../actions/task.ts')
        await changeTask(change, id, flags)
      })
  }

  jsonCommandOf(task, 'runs')
    .description('the runs of one, the latest first')
    .argument('<id>', 'as the list shows it')
    .action(async (id, flags) => {
      const { listRuns } = await import('../actions/task.ts')
      await listRuns(id, flags)
    })
}
