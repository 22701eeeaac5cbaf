import { startArguments } from '../defineService.ts'
import type { ServiceDefinition } from '../service.ts'
import { xmlText } from '../serviceFile.ts'

/** The name by which launchd knows it. */
export function launchdLabel({ name }: ServiceDefinition): string {
  return `dev.homeport.${name}`
}

/**
 * A launch agent: started at login, again after a failure, and not when it was stopped on purpose. It prints a sign-in
 * link, which no file needs to keep, so only complaints are kept.
 */
export function launchdPlist(service: ServiceDefinition): string {
  const { command, env, logFile } = service
  const strings = [...command, ...startArguments(service)].map((text) => `      <string>${xmlText(text)}</string>`)
  const variables = Object.entries(env).flatMap(([name, value]) => [
    `      <key>${xmlText(name)}</key>`,
    `      <string>${xmlText(value)}</string>`,
  ])
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">',
    '<!-- Made by "homeport service install"; "homeport service remove" takes it away. -->',
    '<plist version="1.0">',
    '  <dict>',
    '    <key>Label</key>',
    `    <string>${xmlText(launchdLabel(service))}</string>`,
    '    <key>ProgramArguments</key>',
    '    <array>',
    ...strings,
    '    </array>',
    ...(variables.length === 0
      ? []
      : ['    <key>EnvironmentVariables</key>', '    <dict>', ...variables, '    </dict>']),
    '    <key>RunAtLoad</key>',
    '    <true/>',
    '    <key>KeepAlive</key>',
    '    <dict>',
    '      <key>SuccessfulExit</key>',
    '      <false/>',
    '    </dict>',
    '    <!-- The session host outlives a supervisor that crashes. -->',
    '    <key>AbandonProcessGroup</key>',
    '    <true/>',
    '    <key>ExitTimeOut</key>',
    '    <integer>90</integer>',
    '    <key>StandardErrorPath</key>',
    `    <string>${xmlText(logFile)}</string>`,
    '  </dict>',
    '</plist>',
    '',
  ].join('\n')
}
