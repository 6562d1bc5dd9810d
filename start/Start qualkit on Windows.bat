@echo off
title qualkit
cd /d "%~dp0.."
where py >nul 2>nul
if not errorlevel 1 (
  py -3 start\start.py
  goto ended
)
where python >nul 2>nul
if not errorlevel 1 (
  python start\start.py
  goto ended
)
echo qualkit needs Python 3.11 or newer, and none was found on this computer.
echo The page for it opens now. Install Python, tick "Add python.exe to PATH", and double-click here again.
start https://www.python.org/downloads/
pause
exit /b 1
:ended
if errorlevel 1 pause
