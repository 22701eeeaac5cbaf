'use strict'
const { spawnSync } = require('child_process')
const fs = require('fs')
const os = require('os')
const path = require('path')
const { aptInstall, isExecutable, onPath } = require('./apt.cjs')
const { runQuietly } = require('./child.cjs')
const { inRoot } = require('./root.cjs')
const { say, SetupFailed } = require('./say.cjs')

/**
 * A Chromium for the tests; gets one when the machine has none.
 * @returns the absolute path of the program.
 * @throws SetupFailed when none can be had.
 */
async function obtainBrowser(node) {
  const found = findBrowser()
  if (found !== null) {
    await obtainHeadlessShell()
    return found
  }
  say('the tests need a Chromium and this machine has none.')
  if (process.platform === 'linux' && (await aptInstall(['chromium']))) {
    const installed = findBrowser()
    // On Ubuntu the package is a door to a snap, which containers cannot open.
    if (installed !== null && spawnSync(installed, ['--version']).status === 0) {
      await obtainHeadlessShell()
      return installed
    }
  }
  const downloaded = await downloadBrowser(node)
  if (downloaded !== null) {
    return downloaded
  }
  throw new SetupFailed(
    'no Chromium for the tests could be had. Install Chrome, Chromium or Edge, or set HOMEPORT_CHROMIUM to the program, and run the command again.',
  )
}

/**
 * Debian packs one beside its Chromium. Only of the very version that is there: any other would replace the person's
 * browser. Where none can be had the tests do without and take longer.
 */
async function obtainHeadlessShell() {
  const version = findHeadlessShell() === null && onPath('chromium') !== null && isDebian() ? chromiumVersion() : null
  // A mirror drops old versions: what could not be had once is not asked for at every start of the tests.
  const refused = inRoot('node_modules', '.cache', 'headless-shell-refused')
  if (version === null || (fs.existsSync(refused) && fs.readFileSync(refused, 'utf8') === version)) {
    return
  }
  if (!(await aptInstall(['chromium-headless-shell=' + version]))) {
    fs.mkdirSync(path.dirname(refused), { recursive: true })
    fs.writeFileSync(refused, version)
  }
}

function chromiumVersion() {
  const asked = spawnSync('dpkg-query', ['--show', '--showformat=${Version}', 'chromium'], { encoding: 'utf8' })
  return asked.status === 0 && asked.stdout !== '' ? asked.stdout : null
}

function isDebian() {
  try {
    return /^ID=debian$/m.test(fs.readFileSync('/etc/os-release', 'utf8'))
  } catch {
    return false
  }
}

/**
 * The part of a Chromium that draws pages without a screen: it starts in half the time and needs a third of the
 * processor. Null when there is none, or when a browser is named (HOMEPORT_CHROMIUM, CHROME_PATH): then that is meant.
 */
function findHeadlessShell() {
  if (process.env.HOMEPORT_CHROMIUM || process.env.CHROME_PATH) {
    return null
  }
  const found = [onPath('chromium-headless-shell')].concat(playwrightShells())
  return found.find((file) => file !== null && isExecutable(file)) || null
}

/** The first Chromium there is: HOMEPORT_CHROMIUM, CHROME_PATH, PATH, the systems' usual places; null when none. */
function findBrowser() {
  const named = [process.env.HOMEPORT_CHROMIUM, process.env.CHROME_PATH].filter(Boolean)
  const wrong = named.find((file) => !isExecutable(file))
  if (wrong !== undefined) {
    throw new SetupFailed(
      'HOMEPORT_CHROMIUM or CHROME_PATH names ' + wrong + ', which is not a program that can be run.',
    )
  }
  const onSearchPath = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome', 'microsoft-edge'].map(
    onPath,
  )
  const candidates = named.concat(onSearchPath, usualPlaces(), playwrightBrowsers())
  return candidates.find((file) => file !== null && isExecutable(file)) || null
}

function usualPlaces() {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => '/Applications/' + name + '.app/Contents/MacOS/' + name,
    )
  }
  if (process.platform === 'win32') {
    const bases = [process.env.ProgramFiles, process.env['ProgramFiles(x86)'], process.env.LOCALAPPDATA].filter(Boolean)
    const programs = ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe']
    return [].concat(...bases.map((base) => programs.map((program) => path.join(base, program))))
  }
  return ['/opt/google/chrome/chrome', '/usr/lib/chromium/chromium']
}

// Where Playwright keeps what it downloaded, newest revision first.
function playwrightBrowsers() {
  const programs = [
    'chrome-linux64/chrome',
    'chrome-linux/chrome',
    'chrome-win64/chrome.exe',
    'chrome-win/chrome.exe',
  ].concat(
    ['chrome-mac-arm64', 'chrome-mac-x64', 'chrome-mac'].map((name) => name + '/Chromium.app/Contents/MacOS/Chromium'),
  )
  return revisionsOf('chromium', programs)
}

function playwrightShells() {
  const folders = ['linux64', 'linux', 'win64', 'mac-arm64', 'mac-x64'].map((name) => 'chrome-headless-shell-' + name)
  const programs = folders.map((name) => name + '/chrome-headless-shell' + (name.endsWith('win64') ? '.exe' : ''))
  return revisionsOf('chromium_headless_shell', programs)
}

function revisionsOf(browser, programs) {
  const base = playwrightFolder()
  if (!fs.existsSync(base)) {
    return []
  }
  const revisions = fs
    .readdirSync(base)
    .filter((name) => name.startsWith(browser + '-'))
    .sort()
    .reverse()
  return [].concat(...revisions.map((name) => programs.map((program) => path.join(base, name, program))))
}

function playwrightFolder() {
  const chosen = process.env.PLAYWRIGHT_BROWSERS_PATH
  if (chosen) {
    return chosen
  }
  if (process.platform === 'win32') {
    return path.join(process.env.LOCALAPPDATA || os.homedir(), 'ms-playwright')
  }
  return path.join(os.homedir(), process.platform === 'darwin' ? 'Library/Caches' : '.cache', 'ms-playwright')
}

async function downloadBrowser(node) {
  say('asking Playwright to download one …')
  const withSystemLibraries = process.platform === 'linux' && process.getuid() === 0 ? ['--with-deps'] : []
  const playwright = inRoot('node_modules', 'playwright-core', 'cli.js')
  const done = await runQuietly(node, [playwright, 'install'].concat(withSystemLibraries, ['chromium']))
  return done ? findBrowser() : null
}

module.exports = { obtainBrowser, findBrowser, findHeadlessShell }
