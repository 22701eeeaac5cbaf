import { HomeportError } from '#shared/errors.ts'
import { startArguments } from '../defineService.ts'
import type { ServiceDefinition } from '../service.ts'
import { xmlText } from '../serviceFile.ts'

/**
 * A scheduled task for Windows: at this person's logon, with no more rights than theirs, as long as it takes. A console
 * program would show its window for ever, so conhost runs it without one.
 * @param user `DOMAIN\name`.
 * @throws HomeportError SETTINGS_001 when a path holds a percent sign.
 */
export function windowsTask(service: ServiceDefinition, user: string): string {
  refusePercent(service)
  const person = xmlText(user)
  return [
    '<?xml version="1.0" encoding="UTF-16"?>',
    '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">',
    '  <RegistrationInfo>',
    '    <Description>Homeport. Made by "homeport service install"; "homeport service remove" takes it away.</Description>',
    '  </RegistrationInfo>',
    `  <Triggers><LogonTrigger><Enabled>true</Enabled><UserId>${person}</UserId></LogonTrigger></Triggers>`,
    '  <Principals>',
    '    <Principal id="Author">',
    `      <UserId>${person}</UserId>`,
    '      <LogonType>InteractiveToken</LogonType>',
    '      <RunLevel>LeastPrivilege</RunLevel>',
    '    </Principal>',
    '  </Principals>',
    '  <Settings>',
    '    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>',
    '    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>',
    '    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>',
    '    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>',
    '    <RestartOnFailure><Interval>PT1M</Interval><Count>5</Count></RestartOnFailure>',
    '  </Settings>',
    '  <Actions Context="Author">',
    '    <Exec>',
    '      <Command>%SystemRoot%\\System32\\conhost.exe</Command>',
    `      <Arguments>${xmlText(`--headless ${commandLine(service)}`)}</Arguments>`,
    '    </Exec>',
    '  </Actions>',
    '</Task>',
    '',
  ].join('\r\n')
}

/** A task has no environment of its own: where one is needed, cmd.exe sets it. */
function commandLine(service: ServiceDefinition): string {
  const line = [...service.command, ...startArguments(service)].map(windowsArgument).join(' ')
  const variables = Object.entries(service.env)
  if (variables.length === 0) {
    return line
  }
  const settings = variables.map(([name, value]) => `set "${name}=${value}"&& `).join('')
  return `cmd.exe /d /s /c "${settings}${line}"`
}

/** Windows puts variables of the environment in between percent signs, and there is no way around it. */
function refusePercent({ command, dataDir }: ServiceDefinition): void {
  if ([...command, dataDir].some((text) => text.includes('%'))) {
    throw new HomeportError(
      'SETTINGS_001',
      'The path of the program or of the data directory holds a percent sign, which a scheduled task cannot contain; ' +
        'nothing was changed. Choose another data directory, or install Homeport elsewhere.',
    )
  }
}

/** As the C runtime of Windows programs takes a command line apart: backslashes count only before a quote. */
export function windowsArgument(text: string): string {
  if (/^[^\s"&|<>^()]+$/.test(text)) {
    return text
  }
  return `"${text
    .split('"')
    .map(withEndDoubled)
    .join(String.raw`\"`)}"`
}

/** The text before a quote, with the backslashes at its end doubled. */
function withEndDoubled(text: string): string {
  let end = text.length
  while (text[end - 1] === '\\') {
    end -= 1
  }
  return text + text.slice(end)
}
