import type * as Electron from 'electron'
import { expectTypeOf, test } from 'vitest'
import type { AppPart, ElectronParts, NotificationPart, UtilityPart } from '#main/electronApi.ts'
import type { ContentsPart, DialogPart, MenuPart, WindowPart } from '#main/electronWindow.ts'

/** Compared by the compiler (`npm run check`): what is written by hand in the slice may lose nothing of Electron's. */
type Fork = typeof Electron.utilityProcess.fork
type ConstructorOptions<T extends new (options: never) => unknown> = ConstructorParameters<T>

test('what is picked of Electron is Electron’s, with every parameter that may be left out', () => {
  expectTypeOf<AppPart['getLoginItemSettings']>().toEqualTypeOf<Electron.App['getLoginItemSettings']>()
  expectTypeOf<AppPart['relaunch']>().toEqualTypeOf<Electron.App['relaunch']>()
  expectTypeOf<AppPart['setAsDefaultProtocolClient']>().toEqualTypeOf<Electron.App['setAsDefaultProtocolClient']>()
  expectTypeOf<ContentsPart['findInPage']>().toEqualTypeOf<Electron.WebContents['findInPage']>()
  expectTypeOf<ElectronParts['shell']['openExternal']>().toEqualTypeOf<Electron.Shell['openExternal']>()
  expectTypeOf<UtilityPart['kill']>().toEqualTypeOf<Electron.UtilityProcess['kill']>()
  expectTypeOf<NotificationPart['close']>().toEqualTypeOf<Electron.Notification['close']>()
})

test('what is written by hand takes as much as Electron’s own', () => {
  expectTypeOf<Parameters<ElectronParts['utilityProcess']['fork']>>().toEqualTypeOf<Parameters<Fork>>()
  expectTypeOf<ConstructorOptions<ElectronParts['BrowserWindow']>>().toEqualTypeOf<
    ConstructorOptions<typeof Electron.BrowserWindow>
  >()
  expectTypeOf<ConstructorOptions<ElectronParts['WebContentsView']>>().toEqualTypeOf<
    ConstructorOptions<typeof Electron.WebContentsView>
  >()
  expectTypeOf<ConstructorOptions<ElectronParts['Notification']>>().toEqualTypeOf<
    ConstructorOptions<typeof Electron.Notification>
  >()
  expectTypeOf<Parameters<WindowPart['setOverlayIcon']>>().toEqualTypeOf<
    Parameters<Electron.BrowserWindow['setOverlayIcon']>
  >()
  expectTypeOf<Parameters<DialogPart['showMessageBox']>['length']>().toEqualTypeOf<
    Parameters<Electron.Dialog['showMessageBox']>['length']
  >()
  expectTypeOf<Parameters<MenuPart['popup']>['length']>().toEqualTypeOf<Parameters<Electron.Menu['popup']>['length']>()
})
