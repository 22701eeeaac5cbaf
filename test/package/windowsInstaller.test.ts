import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { TOAST_ACTIVATOR, prepareElectron } from '#main/app/prepareElectron.ts'
import { ElectronDouble } from '#test/fakes/electron/electronDouble.ts'
import { FakeLog } from '#test/fakes/fakeLog.ts'
import { root } from '#test/house/sourceTree.ts'
import { builderTemplate, builderTemplates } from '#test/support/package/electronBuilder.ts'
import { temporaryFolder } from '#test/support/temporaryFolder.ts'

const file = path.join(root, 'resources/windows/installer.nsh')
const text = readFileSync(file, 'utf8')

/** The lines of one of its macros. */
function macro(name: string): string[] {
  const [, body = ''] = new RegExp(`^!macro ${name}\\n([^]*?)^!macroend`, 'm').exec(text) ?? []
  return body.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}

test('sessions are suspended before electron-builder’s scripts end what runs, at an update and at the end alike', () => {
  const lines = macro('customCheckAppRunning')
  const stop = lines.findIndex((line) => line.endsWith('homeport.cmd" stop"\''))
  const end = lines.indexOf('!insertmacro _CHECK_APP_RUNNING')
  expect(stop).toBeGreaterThan(0)
  expect(end).toBeGreaterThan(stop)
  const check = builderTemplate('nsis/include/allowOnlyOneInstallerInstance.nsh')
  expect(check).toContain('!insertmacro customCheckAppRunning')
  expect(macroOf(check, 'CHECK_APP_RUNNING')).toContain('!insertmacro _CHECK_APP_RUNNING')
  // Both ask for it: the installer before it takes the old version away, the uninstaller before it takes anything away.
  const install = builderTemplate('nsis/installSection.nsh')
  expect(install.indexOf('CHECK_APP_RUNNING')).toBeLessThan(install.indexOf('!insertmacro uninstallOldVersion'))
  expect(macroOf(builderTemplate('nsis/uninstaller.nsh'), 'CHECK_APP_RUNNING')).toContain('!insertmacro')
  expect(builderTemplate('nsis/uninstaller.nsh')).toMatch(/call un\.checkAppRunning[^]*customUnInstall/)
})

test('a notification finds the program by the number that the uninstaller takes away', () => {
  const { app, parts } = new ElectronDouble({ platform: 'win32', isPackaged: true })
  prepareElectron({ parts, context: { platform: 'win32', userData: temporaryFolder(), log: new FakeLog() } })
  expect(app.toastActivator).toBe(TOAST_ACTIVATOR)
})

test('an uninstaller takes away what the program wrote elsewhere, and an update nothing', () => {
  const lines = macro('customUnInstall')
  expect([lines[0], lines.at(-1)]).toEqual(['${IfNot} ${isUpdated}', '${EndIf}'])
  expect(lines.filter((line) => line.startsWith('Delete'))).toEqual([
    'DeleteRegValue HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Run" "${APP_ID}"',
    'DeleteRegValue HKCU "Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run" "${APP_ID}"',
    'DeleteRegKey HKCU "Software\\Classes\\homeport"',
    `DeleteRegKey HKCU "Software\\Classes\\CLSID\\${TOAST_ACTIVATOR}"`,
  ])
  expect(text).toContain('homeport.cmd" service remove"')
})

test('neither of them touches what people made', () => {
  expect(text).not.toMatch(/^\s*(?:RMDir|Delete|Rename)\s/im)
  expect(text).not.toMatch(/\$(?:APPDATA|LOCALAPPDATA|PROFILE)|\.homeport/)
})

test('the compiler of installers takes both, without a warning', () => {
  for (const flags of [[], ['-DBUILD_UNINSTALLER']]) {
    const folder = temporaryFolder()
    const script = path.join(folder, 'script.nsi')
    writeFileSync(script, scriptAround(path.join(folder, 'made.exe')))
    const { stdout, error, status } = spawnSync('makensis', ['-V2', '-WX', ...flags, script], { encoding: 'utf8' })
    if (error !== undefined) {
      process.stderr.write(
        '\nNOT TESTED: makensis not found, so the installer was not compiled. Debian, Ubuntu: nsis\n\n',
      )
      return
    }
    expect([status, stdout]).toEqual([0, ''])
    expect(existsSync(path.join(folder, 'made.exe'))).toBe(true)
  }
})

/** The macros where electron-builder inserts them, with its own include files, but without the plugins that it fetches. */
function scriptAround(output: string): string {
  return String.raw`Unicode true
Name Homeport
OutFile "${output}"
InstallDir "$LOCALAPPDATA\Programs\homeport"
RequestExecutionLevel user
!include LogicLib.nsh
Var updated
!macro _isUpdated _a _b _t _f
  StrCmp "$updated" "true" ${'`${_t}` `${_f}`'}
!macroend
!define isUpdated ${'`"" isUpdated ""`'}
!define APP_ID dev.homeport.Homeport
!define APP_EXECUTABLE_FILENAME Homeport.exe
!define PRODUCT_NAME Homeport
!addincludedir "${builderTemplates('nsis/include')}"
!include "${file}"
!include "allowOnlyOneInstallerInstance.nsh"
LangString appRunning 0 "running"
LangString appClosing 0 "closing"
LangString appCannotBeClosed 0 "cannot"
Page instfiles
!ifdef BUILD_UNINSTALLER
  Section
    WriteUninstaller "$INSTDIR\uninstall.exe"
  SectionEnd
  Function un.checkAppRunning
    !insertmacro CHECK_APP_RUNNING
  FunctionEnd
  Section un.install
    StrCpy $updated "false"
    Call un.checkAppRunning
    !insertmacro customUnInstall
  SectionEnd
!else
  Section install
    StrCpy $updated "true"
    !insertmacro CHECK_APP_RUNNING
  SectionEnd
!endif
`
}

function macroOf(script: string, name: string): string {
  return script.slice(script.indexOf(name))
}
