; Read before electron-builder's own scripts, by installer and uninstaller alike; those insert the macros below.

; Windows lets nobody replace or remove a running program, so those scripts end whatever runs from its folder. Before they do,
; sessions are suspended in order: after an update they can be resumed. The rest is what they do by themselves.
!include "getProcessInfo.nsh"
Var pid
!macro customCheckAppRunning
  ${If} ${FileExists} "$INSTDIR\resources\bin\homeport.cmd"
    nsExec::Exec '"$SYSDIR\cmd.exe" /d /s /c ""$INSTDIR\resources\bin\homeport.cmd" stop"'
    Pop $0
  ${EndIf}
  !insertmacro IS_POWERSHELL_AVAILABLE
  !insertmacro _CHECK_APP_RUNNING
!macroend

; What the program wrote outside its folder goes with it: the service, the start at login, the homeport: links, and by what
; Windows finds the program when a notification is clicked. An update keeps them. What people made (the data directory,
; settings, sessions) stays.
!macro customUnInstall
  ${IfNot} ${isUpdated}
    nsExec::Exec '"$SYSDIR\cmd.exe" /d /s /c ""$INSTDIR\resources\bin\homeport.cmd" service remove"'
    Pop $0
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Run" "${APP_ID}"
    DeleteRegValue HKCU "Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run" "${APP_ID}"
    DeleteRegKey HKCU "Software\Classes\homeport"
    DeleteRegKey HKCU "Software\Classes\CLSID\{CEE44FC6-79C1-430A-AC58-428C6CB77472}"
  ${EndIf}
!macroend
