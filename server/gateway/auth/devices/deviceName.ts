const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone|iPod/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/Windows/, 'Windows'],
  [/CrOS/, 'ChromeOS'],
  [/Macintosh|Mac OS X/, 'Mac'],
  [/Linux|X11/, 'Linux'],
]

/** In this order: nearly everybody also claims to be Safari, Chrome and Mozilla. */
const browsers: readonly (readonly [RegExp, string])[] = [
  [/Homeport/, 'Homeport window'],
  [/Electron\//, 'Homeport window'],
  [/EdgA?\/|EdgiOS\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|Chromium\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const MAX_NAME = 60

/** What people call a device, from what it says of itself: `Safari on iPhone`, `curl`. It may lie. */
export function deviceName(userAgent: string): string {
  const browser = named(browsers, userAgent)
  const system = named(systems, userAgent)
  if (browser !== undefined) {
    return system === undefined ? browser : `${browser} on ${system}`
  }
  const program = /^[\w.-]+/.exec(userAgent)?.[0]
  return program === undefined ? 'Unknown device' : program.slice(0, MAX_NAME)
}

function named(table: readonly (readonly [RegExp, string])[], userAgent: string): string | undefined {
  return table.find(([pattern]) => pattern.test(userAgent))?.[1]
}
