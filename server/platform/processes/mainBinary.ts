/**
 * The program that the system knows this one by. On macOS Electron's child processes run as "Homeport Helper" inside the
 * bundle, with an identity of their own: the keychain would ask again for each of the two.
 */
export function mainBinary(execPath: string, platform: NodeJS.Platform): string {
  if (platform !== 'darwin') {
    return execPath
  }
  // …/Homeport.app/Contents/Frameworks/Homeport Helper (Plugin).app/Contents/MacOS/Homeport Helper (Plugin)
  const parts = execPath.split('/')
  const [bundle, frameworks, helper = '', inner, folder] = parts.slice(-6, -1)
  const isInside = bundle === 'Contents' && frameworks === 'Frameworks' && inner === 'Contents' && folder === 'MacOS'
  const end = helper.lastIndexOf(' Helper')
  const isHelper = end > 0 && /^ Helper(?: \([^)]+\))?\.app$/.test(helper.slice(end))
  return isInside && isHelper ? [...parts.slice(0, -5), 'MacOS', helper.slice(0, end)].join('/') : execPath
}
