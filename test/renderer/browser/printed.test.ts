import { expect, test } from 'vitest'
import { harbour } from './harbour.ts'

const visit = harbour()
const ESC = '\u001b'
const BUILD = `${ESC}]0;vite build${ESC}\\ 10%\r100% built\n${ESC}[31;1mTypeError${ESC}[0m in ${ESC}]8;;file:///a.ts${ESC}\\a.ts${ESC}]8;;${ESC}\\\n`

test('what a command, a file and an MCP tool print is read as a terminal reads it, colours included', async () => {
  const { gateway, sessions, person } = await visit('/session/$working')
  await person.sees('Go on')
  const events = sessions.working.write((log) => {
    log.call('build', ['Bash', { command: 'npm run build' }])
    log.result('build', BUILD)
    log.call('log', ['Read', { file_path: 'build.log' }])
    log.result('log', '', { details: { file: { content: BUILD, startLine: 7 } } })
    log.call('ci', ['mcp__ci__job_log', { job: '12' }])
    log.result('ci', [{ type: 'text', text: BUILD }])
  })
  events.forEach((event) => gateway.send(event))
  for (const [row, label] of [
    [/^Ran npm run build/, 'Output'],
    [/^Read build\.log/, 'File'],
    [/^ci: job log/, 'Result'],
  ] as const) {
    await person.presses(row)
    const box = person.page.getByRole('group', { name: label })
    await box.getByText('100% built').waitFor()
    expect(await box.innerText()).not.toMatch(/\]0;|\]8;|10%\s*100%|\[31/)
    expect(await box.getByText('TypeError').getAttribute('class')).toContain('printed-red')
    expect(await box.innerText()).toContain('in a.ts')
    await person.presses(row)
  }
  await person.presses(/^Ran npm run build/)
  await person.sees('100% built')
  await person.expectAccessible()
})
