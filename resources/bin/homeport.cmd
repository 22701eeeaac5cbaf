@echo off
rem The command line of the installed program: its own binary, run as Node. Windows.
setlocal
set ELECTRON_RUN_AS_NODE=1
"%~dp0..\..\Homeport.exe" "%~dp0..\app.asar\dist\server\cli.js" %*
exit /b %ERRORLEVEL%
