<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About G3 Desktop</source>
        <translation>Über G3 Desktop</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programm</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>Quellenangaben</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliotheken</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Says where on Earth a photo was taken, shows why, and sends nothing anywhere unless you switch it on.</source>
        <translation>Sagt, wo auf der Erde ein Foto entstand, und zeigt, was dafür spricht. Gesendet wird nichts, solange Sie es nicht einschalten.</translation>
    </message>
    <message>
        <source>The paper whose method this is</source>
        <translation>Der Aufsatz, dessen Verfahren dies ist</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>Literaturangabe kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
    <message>
        <source>What it runs on</source>
        <translation>Worauf es läuft</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>nicht installiert</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothek</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>stated in its own files</source>
        <translation>in den eigenen Dateien angegeben</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Versionen kopieren</translation>
    </message>
    <message>
        <source>For a report of a fault; nothing in it is personal.</source>
        <translation>Für einen Fehlerbericht; nichts darin ist persönlich.</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n Foto</numerusform>
            <numerusform>%n Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar photo(s)</source>
        <translation>
            <numerusform>%n ähnliches Foto</numerusform>
            <numerusform>%n ähnliche Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n Antwort</numerusform>
            <numerusform>%n Antworten</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) of the model</source>
        <translation>
            <numerusform>%n Antwort des Modells</numerusform>
            <numerusform>%n Antworten des Modells</numerusform>
        </translation>
    </message>
    <message>
        <source>a town among those compared</source>
        <translation>eine der verglichenen Ortschaften</translation>
    </message>
    <message>
        <source>town</source>
        <translation>Ortschaft</translation>
    </message>
    <message>
        <source>first by verification</source>
        <translation>laut Verifikation an erster Stelle</translation>
    </message>
    <message>
        <source>verification</source>
        <translation>Verifikation</translation>
    </message>
    <message>
        <source>no reference photo near it</source>
        <translation>kein Referenzfoto in der Nähe</translation>
    </message>
    <message numerus="yes">
        <source>%n reference photo(s) near it</source>
        <translation>
            <numerusform>%n Referenzfoto in der Nähe</numerusform>
            <numerusform>%n Referenzfotos in der Nähe</numerusform>
        </translation>
    </message>
    <message>
        <source>model %1 of %2</source>
        <translation>Modell %1 von %2</translation>
    </message>
    <message>
        <source>verification first</source>
        <translation>Verifikation: an erster Stelle</translation>
    </message>
    <message>
        <source>verification prefers another</source>
        <translation>Verifikation: ein anderer Ort</translation>
    </message>
    <message>
        <source>no EXIF position</source>
        <translation>keine EXIF-Position</translation>
    </message>
    <message>
        <source>EXIF position %1 away</source>
        <translation>EXIF-Position %1 entfernt</translation>
    </message>
</context>
<context>
    <name>AnswerHeader</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
    <message>
        <source>Copy the position in decimal degrees</source>
        <translation>Position in Dezimalgrad kopieren</translation>
    </message>
    <message>
        <source>Other notations, and a map in the browser</source>
        <translation>Andere Schreibweisen und eine Karte im Browser</translation>
    </message>
    <message>
        <source>Other notations</source>
        <translation>Andere Schreibweisen</translation>
    </message>
    <message>
        <source>references within %1</source>
        <translation>Referenzen im Umkreis von %1</translation>
    </message>
    <message>
        <source>Decimal degrees</source>
        <translation>Dezimalgrad</translation>
    </message>
    <message>
        <source>Degrees, minutes, seconds</source>
        <translation>Grad, Minuten, Sekunden</translation>
    </message>
    <message>
        <source>Plus code</source>
        <translation>Plus Code</translation>
    </message>
    <message>
        <source>geo: link</source>
        <translation>geo:-Link</translation>
    </message>
    <message>
        <source>Open in the browser (OpenStreetMap)</source>
        <translation>Im Browser öffnen (OpenStreetMap)</translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message>
        <source>Prompts and samples</source>
        <translation>Prompts und Stichproben</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Aufwand</translation>
    </message>
    <message>
        <source>quick: ask no language model</source>
        <translation>schnell: kein Sprachmodell fragen</translation>
    </message>
    <message>
        <source>standard: ask each prompt once</source>
        <translation>normal: jeden Prompt einmal stellen</translation>
    </message>
    <message>
        <source>thorough: ask each prompt five times, as in the paper</source>
        <translation>gründlich: jeden Prompt fünfmal stellen, wie im Aufsatz</translation>
    </message>
    <message>
        <source>Questions for one photo</source>
        <translation>Fragen je Foto</translation>
    </message>
    <message>
        <source>Prompts name the places of reference photos</source>
        <translation>Prompts nennen die Orte der Referenzfotos</translation>
    </message>
    <message>
        <source>Without it they show positions alone, as in the paper.</source>
        <translation>Sonst zeigen sie nur Positionen, wie im Aufsatz.</translation>
    </message>
    <message>
        <source>as the effort says</source>
        <translation>je nach Aufwand</translation>
    </message>
    <message>
        <source>References in each prompt</source>
        <translation>Referenzen je Prompt</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation>&#xa0;s</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>unbegrenzt</translation>
    </message>
    <message>
        <source>Your own choice</source>
        <translation>Eigene Wahl</translation>
    </message>
    <message>
        <source>Samples of each prompt</source>
        <translation>Stichproben je Prompt</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Time for one photo</source>
        <translation>Zeit je Foto</translation>
    </message>
    <message>
        <source>One number for each prompt, with commas between them: how many similar photos it shows, and as many dissimilar ones. A higher temperature makes samples differ more. With a limited time, asking ends early once no reply could change the first place.</source>
        <translation>Eine Zahl je Prompt, durch Kommas getrennt: So viele ähnliche Fotos zeigt er, und ebenso viele unähnliche. Bei höherer Temperatur unterscheiden sich die Stichproben stärker. Ist die Zeit begrenzt, endet das Fragen, sobald keine Antwort mehr den ersten Ort ändern könnte.</translation>
    </message>
    <message>
        <source>No questions: places come from the gallery and the towns alone.</source>
        <translation>Keine Fragen: Die Orte kommen nur aus der Galerie und den Ortschaften.</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) for one photo</source>
        <translation>
            <numerusform>%n Frage je Foto</numerusform>
            <numerusform>%n Fragen je Foto</numerusform>
        </translation>
    </message>
    <message>
        <source>References in the prompts: %1. Samples of each: %2.</source>
        <translation>Referenzen in den Prompts: %1. Stichproben je Prompt: %2.</translation>
    </message>
    <message>
        <source>References in each prompt: write different numbers up to %1 with commas between them, such as 0, 5, 10, 15.</source>
        <translation>Referenzen je Prompt: Schreiben Sie verschiedene Zahlen bis %1, durch Kommas getrennt, etwa 0, 5, 10, 15.</translation>
    </message>
</context>
<context>
    <name>BuildForm</name>
    <message>
        <source>Folder of photos</source>
        <translation>Ordner mit Fotos</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positionen</translation>
    </message>
    <message>
        <source>from the photos themselves (EXIF)</source>
        <translation>aus den Fotos selbst (EXIF)</translation>
    </message>
    <message>
        <source>from a CSV file: file, lat, lon</source>
        <translation>aus einer CSV-Datei: file, lat, lon</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>CSV-Datei</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Keep small pictures and full paths</source>
        <translation>Kleine Bilder und ganze Pfade behalten</translation>
    </message>
    <message>
        <source>Without them the gallery can be given away: it names files alone.</source>
        <translation>Ohne sie kann die Galerie weitergegeben werden: Sie nennt dann nur Dateinamen.</translation>
    </message>
    <message>
        <source>A gallery from your photos</source>
        <translation>Eine Galerie aus Ihren Fotos</translation>
    </message>
    <message>
        <source>Photos below the folder that have a position are read once and stay where they are. Nothing leaves this machine. It can be stopped and gone on with at any time.</source>
        <translation>Fotos in diesem Ordner und darunter, die eine Position haben, werden einmal gelesen und bleiben, wo sie sind. Nichts verlässt diesen Rechner. Sie können jederzeit anhalten und später fortfahren.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>Build the gallery</source>
        <translation>Galerie erstellen</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tabellen (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>There is no encoder to read photos with: import one under Packs.</source>
        <translation>Es fehlt ein Encoder, der Fotos liest: Importieren Sie einen unter „Pakete“.</translation>
    </message>
    <message>
        <source>There is a gallery of this name, and it is damaged: remove it first.</source>
        <translation>Es gibt eine Galerie dieses Namens, und sie ist beschädigt: Entfernen Sie sie zuerst.</translation>
    </message>
    <message>
        <source>The gallery %1 was made by %2. Choose that encoder, or another name.</source>
        <translation>Die Galerie %1 wurde mit %2 erstellt. Wählen Sie diesen Encoder oder einen anderen Namen.</translation>
    </message>
    <message>
        <source>Other work is under way: this can begin when that has ended.</source>
        <translation>Eine andere Arbeit läuft noch: Diese kann beginnen, wenn jene fertig ist.</translation>
    </message>
    <message>
        <source>Choose the folder, or drop it here.</source>
        <translation>Wählen Sie den Ordner, oder ziehen Sie ihn hierher.</translation>
    </message>
    <message>
        <source>Give the gallery a name.</source>
        <translation>Geben Sie der Galerie einen Namen.</translation>
    </message>
    <message>
        <source>Choose the CSV file; its column “file” is relative to the folder.</source>
        <translation>Wählen Sie die CSV-Datei; ihre Spalte „file“ geht vom Ordner aus.</translation>
    </message>
    <message>
        <source>A build of this name was stopped: the same one goes on from there.</source>
        <translation>Eine Galerie dieses Namens wurde nicht fertig erstellt: Es geht dort weiter.</translation>
    </message>
    <message>
        <source>There is a gallery of this name: photos that are new are added to it.</source>
        <translation>Es gibt eine Galerie dieses Namens: Neue Fotos kommen hinzu.</translation>
    </message>
</context>
<context>
    <name>BuildReport</name>
    <message>
        <source>Use it now</source>
        <translation>Jetzt verwenden</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Liste kopieren</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>The gallery %1 is ready</source>
        <translation>Die Galerie %1 ist fertig</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) in all</source>
        <translation>
            <numerusform>insgesamt %Ln Foto</numerusform>
            <numerusform>insgesamt %Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln neu</numerusform>
            <numerusform>%Ln neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln schon bekannt</numerusform>
            <numerusform>%Ln schon bekannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln ausgelassen</numerusform>
            <numerusform>%Ln ausgelassen</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>… und %Ln weitere</numerusform>
            <numerusform>… und %Ln weitere</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, and why</source>
        <translation>Was ausgelassen wurde, und warum</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>Wissenswert</translation>
    </message>
</context>
<context>
    <name>ChosenPhoto</name>
    <message>
        <source>Waiting</source>
        <translation>Wartet</translation>
    </message>
    <message>
        <source>Placing…</source>
        <translation>Wird verortet&#xa0;…</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Your photo</source>
        <translation>Ihr Foto</translation>
    </message>
    <message>
        <source>Reference photo</source>
        <translation>Referenzfoto</translation>
    </message>
    <message>
        <source>Evidence for %1</source>
        <translation>Belege für %1</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Do not show this again until the next start</source>
        <translation>Bis zum nächsten Start nicht mehr zeigen</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Fortfahren</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Etwas ist schiefgegangen</translation>
    </message>
    <message>
        <source>The program met a fault that it did not expect. Your photos are unchanged, and the answers so far are kept.</source>
        <translation>Im Programm ist ein unerwarteter Fehler aufgetreten. Ihre Fotos sind unverändert, und die bisherigen Antworten bleiben erhalten.</translation>
    </message>
    <message>
        <source>Go on, and try again what you did. If it keeps happening, quit and start the program again: it takes up the work where it was.</source>
        <translation>Fahren Sie fort, und versuchen Sie es noch einmal. Tritt der Fehler weiter auf, beenden Sie das Programm und starten Sie es neu: Es nimmt die Arbeit dort wieder auf.</translation>
    </message>
    <message>
        <source>What can be reported</source>
        <translation>Was gemeldet werden kann</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Bericht</translation>
    </message>
    <message>
        <source>Nothing was sent anywhere. The fault is written down in %1</source>
        <translation>Es wurde nichts gesendet. Der Fehler steht in %1</translation>
    </message>
    <message>
        <source>Nothing was sent anywhere. The log could not be written: %1</source>
        <translation>Es wurde nichts gesendet. Das Protokoll ließ sich nicht schreiben: %1</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s) so far</source>
        <translation>
            <numerusform>bisher %n Fehler</numerusform>
            <numerusform>bisher %n Fehler</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>CrashLog</name>
    <message>
        <source>The window ended unexpectedly last time; what was done is kept.</source>
        <translation>Das Fenster wurde beim letzten Mal unerwartet beendet; was fertig war, ist erhalten.</translation>
    </message>
</context>
<context>
    <name>Credits</name>
    <message>
        <source>This installation lacks its file %1.</source>
        <translation>Dieser Installation fehlt die Datei %1.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Installieren Sie das Programm neu.</translation>
    </message>
</context>
<context>
    <name>Disclosure</name>
    <message>
        <source>open</source>
        <translation>aufgeklappt</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>zugeklappt</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Engine</source>
        <translation>Rechenkern</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>g3 where it is installed, else starter</source>
        <translation>g3, falls installiert, sonst starter</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>the one that fits the encoder</source>
        <translation>die zum Encoder passende</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Rechnen auf</translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation>dem schnellsten Gerät</translation>
    </message>
    <message>
        <source>graphics processor (NVIDIA CUDA)</source>
        <translation>Grafikprozessor (NVIDIA CUDA)</translation>
    </message>
    <message>
        <source>graphics processor (Apple)</source>
        <translation>Grafikprozessor (Apple)</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>Prozessor</translation>
    </message>
    <message>
        <source>An encoder turns a photo into numbers, and compares them with those of the gallery&apos;s photos. A gallery fits the encoder that made it, and no other.</source>
        <translation>Ein Encoder macht aus einem Foto Zahlen und vergleicht sie mit denen der Fotos in der Galerie. Eine Galerie passt nur zu dem Encoder, mit dem sie erstellt wurde.</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>Belege</translation>
    </message>
    <message>
        <source>Drop photos anywhere in this window, or choose one.</source>
        <translation>Ziehen Sie Fotos in dieses Fenster, oder wählen Sie eines aus.</translation>
    </message>
    <message>
        <source>No photo chosen</source>
        <translation>Kein Foto ausgewählt</translation>
    </message>
    <message>
        <source>There was nothing to compare the photo with.</source>
        <translation>Es gab nichts, womit sich das Foto vergleichen ließ.</translation>
    </message>
    <message>
        <source>No place found</source>
        <translation>Kein Ort gefunden</translation>
    </message>
    <message numerus="yes">
        <source>What the model said (%n)</source>
        <translation>
            <numerusform>Was das Modell sagte (%n)</numerusform>
            <numerusform>Was das Modell sagte (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answers that do not count (%n)</source>
        <translation>
            <numerusform>Antworten, die nicht zählen (%n)</numerusform>
            <numerusform>Antworten, die nicht zählen (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactChips</name>
    <message>
        <source>still being refined</source>
        <translation>wird noch verfeinert</translation>
    </message>
    <message>
        <source>Show the evidence</source>
        <translation>Belege zeigen</translation>
    </message>
</context>
<context>
    <name>Galleries</name>
    <message>
        <source>Galleries</source>
        <translation>Galerien</translation>
    </message>
    <message>
        <source>Photos whose places are known. A new photo is compared with them.</source>
        <translation>Fotos, deren Orte bekannt sind. Mit ihnen wird ein neues Foto verglichen.</translation>
    </message>
    <message>
        <source>Build from my photos…</source>
        <translation>Aus meinen Fotos erstellen&#xa0;…</translation>
    </message>
    <message>
        <source>or drop a folder of photos here</source>
        <translation>oder einen Ordner mit Fotos hierher ziehen</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>◐ in work</source>
        <translation>◐ in Arbeit</translation>
    </message>
    <message>
        <source>✕ damaged</source>
        <translation>✕ beschädigt</translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation>✓ in Gebrauch</translation>
    </message>
    <message>
        <source>◔ not finished</source>
        <translation>◔ unfertig</translation>
    </message>
    <message>
        <source>It is in work: how far it is stands below.</source>
        <translation>Sie ist in Arbeit: Wie weit, steht unten.</translation>
    </message>
    <message numerus="yes">
        <source>A build was stopped after %Ln photo(s). It can go on from there.</source>
        <translation>
            <numerusform>Das Erstellen wurde nach %Ln Foto angehalten. Es kann dort weitergehen.</numerusform>
            <numerusform>Das Erstellen wurde nach %Ln Fotos angehalten. Es kann dort weitergehen.</numerusform>
        </translation>
    </message>
    <message>
        <source>It cannot be used: the encoder that made it is not installed.</source>
        <translation>Sie ist nicht verwendbar: Der Encoder, mit dem sie erstellt wurde, ist nicht installiert.</translation>
    </message>
    <message>
        <source>✓ Checked: every file is as it was written.</source>
        <translation>✓ Geprüft: Jede Datei ist so, wie sie geschrieben wurde.</translation>
    </message>
    <message>
        <source>New photos are compared with it.</source>
        <translation>Neue Fotos werden mit ihr verglichen.</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Erstellt</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Kennung</translation>
    </message>
    <message>
        <source>Built from</source>
        <translation>Erstellt aus</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>What is done of it is lost. The photos stay where they are.</source>
        <translation>Was davon fertig ist, geht verloren. Die Fotos bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>The photos that it was made from stay where they are.</source>
        <translation>Die Fotos, aus denen sie erstellt wurde, bleiben, wo sie sind.</translation>
    </message>
    <message>
        <source>It is in use: places that were found with it stay, without the small pictures of their references. New photos are compared with another gallery that fits, or with none.</source>
        <translation>Sie ist in Gebrauch: Orte, die mit ihr gefunden wurden, bleiben, doch ohne die kleinen Bilder ihrer Referenzen. Neue Fotos werden mit einer anderen passenden Galerie verglichen, oder mit keiner.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>mit dem Programm geliefert</translation>
    </message>
</context>
<context>
    <name>GalleriesPage</name>
    <message>
        <source>Use this gallery</source>
        <translation>Diese Galerie verwenden</translation>
    </message>
    <message>
        <source>Go on building…</source>
        <translation>Weiter erstellen&#xa0;…</translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation>Alle Dateien prüfen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen&#xa0;…</translation>
    </message>
    <message>
        <source>Build one from photos of your own.</source>
        <translation>Erstellen Sie eine aus eigenen Fotos.</translation>
    </message>
    <message>
        <source>No gallery yet</source>
        <translation>Noch keine Galerie</translation>
    </message>
    <message>
        <source>Remove the gallery %1?</source>
        <translation>Die Galerie %1 entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message>
        <source>The engine stopped (%1). It is being started again.</source>
        <translation>Der Rechenkern ist stehen geblieben (%1). Er wird neu gestartet.</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>{} is no name of a file.</source>
        <translation>{} ist kein Dateiname.</translation>
    </message>
    <message>
        <source>%1 is no name of a file.</source>
        <translation>%1 ist kein Dateiname.</translation>
    </message>
    <message>
        <source>There is no photo in {} ({}).</source>
        <translation>In {} ist kein Foto ({}).</translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation>Das Bild ließ sich nicht speichern.</translation>
    </message>
    <message>
        <source>This kind of picture address is not understood.</source>
        <translation>Diese Art von Bildadresse wird nicht verstanden.</translation>
    </message>
    <message>
        <source>The picture&apos;s address is damaged.</source>
        <translation>Die Adresse des Bildes ist beschädigt.</translation>
    </message>
    <message>
        <source>The picture could not be kept in {}: {}.</source>
        <translation>Das Bild ließ sich nicht in {} speichern: {}.</translation>
    </message>
</context>
<context>
    <name>Invitation</name>
    <message>
        <source>Drop photos or folders anywhere in this window</source>
        <translation>Ziehen Sie Fotos oder Ordner in dieses Fenster</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>%1 What is done now will not be remembered.</source>
        <translation>%1 Was jetzt geschieht, wird nicht gespeichert.</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>wie das System</translation>
    </message>
    <message>
        <source>Names of places</source>
        <translation>Ortsnamen</translation>
    </message>
    <message>
        <source>in the language of the window</source>
        <translation>in der Sprache des Fensters</translation>
    </message>
    <message>
        <source>English or local, as in the table of places</source>
        <translation>englisch oder örtlich, wie in der Ortstabelle</translation>
    </message>
    <message>
        <source>Another language of the window is used from the next start on.</source>
        <translation>Eine andere Sprache des Fensters gilt ab dem nächsten Start.</translation>
    </message>
    <message>
        <source>All countries and many large towns have a name in the language of the window; regions and other towns keep theirs. What is exported or printed by the command line has the names of the table of places.</source>
        <translation>Alle Länder und viele große Städte haben einen Namen in der Sprache des Fensters; Regionen und andere Orte behalten ihren. Was exportiert oder auf der Befehlszeile ausgegeben wird, trägt die Namen der Ortstabelle.</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Building the gallery %1</source>
        <translation>Galerie %1 wird erstellt</translation>
    </message>
    <message>
        <source>Checking the gallery %1</source>
        <translation>Galerie %1 wird geprüft</translation>
    </message>
    <message>
        <source>Checking the pack %1</source>
        <translation>Paket %1 wird geprüft</translation>
    </message>
    <message>
        <source>Importing from %1</source>
        <translation>Import aus %1</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Wird angehalten&#xa0;…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>%1 photos a second</source>
        <translation>%1 Fotos pro Sekunde</translation>
    </message>
    <message>
        <source>loading the encoder</source>
        <translation>Encoder wird geladen</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>reading photos</source>
        <translation>Fotos werden gelesen</translation>
    </message>
    <message>
        <source>writing the gallery</source>
        <translation>Galerie wird geschrieben</translation>
    </message>
    <message>
        <source>reading rows and thumbnails</source>
        <translation>Zeilen und kleine Bilder werden gelesen</translation>
    </message>
    <message>
        <source>reading files</source>
        <translation>Dateien werden gelesen</translation>
    </message>
    <message>
        <source>copying files</source>
        <translation>Dateien werden kopiert</translation>
    </message>
    <message>
        <source>converting weights</source>
        <translation>Gewichte werden umgewandelt</translation>
    </message>
    <message>
        <source>The gallery %1 is not finished. What is done is kept for the next time.</source>
        <translation>Die Galerie %1 ist unfertig. Was fertig ist, bleibt für das nächste Mal erhalten.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Es wurde nichts geändert.</translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 is sound: all of its %Ln photo(s).</source>
        <translation>
            <numerusform>Die Galerie %1 ist in Ordnung: ihr %Ln Foto.</numerusform>
            <numerusform>Die Galerie %1 ist in Ordnung: alle %Ln Fotos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The pack %1 is sound: all of its %Ln file(s).</source>
        <translation>
            <numerusform>Das Paket %1 ist in Ordnung: seine %Ln Datei.</numerusform>
            <numerusform>Das Paket %1 ist in Ordnung: alle %Ln Dateien.</numerusform>
        </translation>
    </message>
    <message>
        <source>The pack %1 is here now, and its files are sound.</source>
        <translation>Das Paket %1 ist jetzt da, und seine Dateien sind in Ordnung.</translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 has %Ln photo(s):</source>
        <translation>
            <numerusform>Die Galerie %1 hat %Ln Foto:</numerusform>
            <numerusform>Die Galerie %1 hat %Ln Fotos:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln neu</numerusform>
            <numerusform>%Ln neu</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln schon bekannt</numerusform>
            <numerusform>%Ln schon bekannt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln ausgelassen</numerusform>
            <numerusform>%Ln ausgelassen</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Prüfen Sie die Zugriffsrechte.</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>Galleries and packs</source>
        <translation>Galerien und Pakete</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Galerien</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Pakete</translation>
    </message>
</context>
<context>
    <name>ListColumn</name>
    <message>
        <source>Filter by name or place</source>
        <translation>Nach Name oder Ort filtern</translation>
    </message>
    <message>
        <source>Filter photos</source>
        <translation>Fotos filtern</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Fotos</translation>
    </message>
    <message>
        <source>No photo matches the filter.</source>
        <translation>Kein Foto passt zum Filter.</translation>
    </message>
    <message>
        <source>Drop photos or folders here</source>
        <translation>Fotos oder Ordner hierher ziehen</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Ordnen</translation>
    </message>
    <message>
        <source>Order and filter the list</source>
        <translation>Liste ordnen und filtern</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose photos to place</source>
        <translation>Fotos zum Verorten auswählen</translation>
    </message>
    <message>
        <source>In order of work</source>
        <translation>In der Reihenfolge der Arbeit</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Nach Name</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>Nach Zustand</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Alle Fotos</translation>
    </message>
    <message>
        <source>Only those without an answer</source>
        <translation>Nur die ohne Antwort</translation>
    </message>
    <message>
        <source>Only those that are done</source>
        <translation>Nur die fertigen</translation>
    </message>
    <message>
        <source>Only those still to be done</source>
        <translation>Nur die noch ausstehenden</translation>
    </message>
</context>
<context>
    <name>Locator</name>
    <message>
        <source>Map of the place</source>
        <translation>Karte des Ortes</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>wie das System</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>dunkel</translation>
    </message>
    <message>
        <source>light</source>
        <translation>hell</translation>
    </message>
    <message>
        <source>The size of text is the system&apos;s.</source>
        <translation>Die Schriftgröße ist die des Systems.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Place again</source>
        <translation>Erneut verorten</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Fotos hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ordner hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Einfügen</translation>
    </message>
    <message>
        <source>Galleries…</source>
        <translation>Galerien&#xa0;…</translation>
    </message>
    <message>
        <source>Packs…</source>
        <translation>Pakete&#xa0;…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Einstellungen&#xa0;…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>&amp;Photos</source>
        <translation>&amp;Fotos</translation>
    </message>
    <message>
        <source>P&amp;lace</source>
        <translation>&amp;Ort</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>About G3 Desktop</source>
        <translation>Über G3 Desktop</translation>
    </message>
    <message>
        <source>Place first</source>
        <translation>Zuerst verorten</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtern</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation>Zur Liste</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Aus der Liste entfernen</translation>
    </message>
    <message>
        <source>Copy decimal degrees</source>
        <translation>Dezimalgrad kopieren</translation>
    </message>
    <message>
        <source>Copy degrees, minutes, seconds</source>
        <translation>Grad, Minuten, Sekunden kopieren</translation>
    </message>
    <message>
        <source>Copy plus code</source>
        <translation>Plus Code kopieren</translation>
    </message>
    <message>
        <source>Copy geo: link</source>
        <translation>geo:-Link kopieren</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächster Ort</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Voriger Ort</translation>
    </message>
    <message>
        <source>Globe</source>
        <translation>Globus</translation>
    </message>
    <message>
        <source>Flat map</source>
        <translation>Flache Karte</translation>
    </message>
    <message>
        <source>Fold the photos</source>
        <translation>Fotos einklappen</translation>
    </message>
    <message>
        <source>Fold the evidence</source>
        <translation>Belege einklappen</translation>
    </message>
    <message>
        <source>Pictures on the web are not fetched: save the picture, then add it.</source>
        <translation>Bilder aus dem Web werden nicht geladen: Speichern Sie das Bild, und fügen Sie es dann hinzu.</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Fotos hinzufügen</translation>
    </message>
    <message>
        <source>Photos (%1)</source>
        <translation>Fotos (%1)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ordner hinzufügen</translation>
    </message>
    <message>
        <source>%1 was not opened: links are switched off in the privacy settings.</source>
        <translation>%1 wurde nicht geöffnet: Links sind in den Datenschutzeinstellungen abgeschaltet.</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>What the map shows</source>
        <translation>Was die Karte zeigt</translation>
    </message>
    <message>
        <source>Globe</source>
        <translation>Globus</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Flach</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Referenzen</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Näher heran</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Weiter weg</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Alle Orte</translation>
    </message>
    <message>
        <source>Ranked places</source>
        <translation>Rangliste der Orte</translation>
    </message>
    <message>
        <source>ranked place</source>
        <translation>Ort mit Rang</translation>
    </message>
    <message>
        <source>reference photo</source>
        <translation>Referenzfoto</translation>
    </message>
    <message>
        <source>model&apos;s answer</source>
        <translation>Antwort des Modells</translation>
    </message>
    <message>
        <source>camera&apos;s position</source>
        <translation>Position der Kamera</translation>
    </message>
    <message>
        <source>What the marks mean</source>
        <translation>Was die Zeichen bedeuten</translation>
    </message>
    <message>
        <source>Densest areas that hold</source>
        <translation>Dichteste Gebiete mit</translation>
    </message>
    <message>
        <source>half of the evidence</source>
        <translation>der Hälfte der Belege</translation>
    </message>
    <message>
        <source>four fifths of it</source>
        <translation>vier Fünfteln davon</translation>
    </message>
    <message>
        <source>95 % of it</source>
        <translation>95&#xa0;% davon</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Zu Beginn</translation>
    </message>
    <message>
        <source>globe</source>
        <translation>Globus</translation>
    </message>
    <message>
        <source>flat map</source>
        <translation>flache Karte</translation>
    </message>
    <message>
        <source>Drawn with</source>
        <translation>Gezeichnet mit</translation>
    </message>
    <message>
        <source>WebGL where there is some</source>
        <translation>WebGL, wo vorhanden</translation>
    </message>
    <message>
        <source>the simple map, for machines without a graphics processor</source>
        <translation>einfacher Karte, für Rechner ohne Grafikprozessor</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Bewegung verringern</translation>
    </message>
    <message>
        <source>The map jumps to a place instead of gliding there.</source>
        <translation>Die Karte springt zu einem Ort, statt dorthin zu gleiten.</translation>
    </message>
    <message>
        <source>Layers at the start</source>
        <translation>Ebenen zu Beginn</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Dichte</translation>
    </message>
    <message>
        <source>Reference photos</source>
        <translation>Referenzfotos</translation>
    </message>
    <message>
        <source>Answers of the language model</source>
        <translation>Antworten des Sprachmodells</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>File with streets</source>
        <translation>Datei mit Straßen</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose a file with streets</source>
        <translation>Datei mit Straßen wählen</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Straßen</translation>
    </message>
    <message>
        <source>A .pmtiles file of your own is drawn under everything else. It is read from the disk; nothing is fetched.</source>
        <translation>Eine eigene .pmtiles-Datei wird unter alles andere gezeichnet. Sie wird von der Festplatte gelesen; nichts wird heruntergeladen.</translation>
    </message>
    <message>
        <source>Map tiles ({})</source>
        <translation>Kartenkacheln ({})</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>Karte</translation>
    </message>
    <message>
        <source>The map&apos;s files are missing: install the program again.</source>
        <translation>Die Dateien der Karte fehlen: Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>The map stopped working. Everything else goes on.</source>
        <translation>Die Karte ist ausgefallen. Alles andere läuft weiter.</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>%1 is another machine: it is not asked before you allow it.</source>
        <translation>%1 ist ein anderer Rechner: Er wird nicht gefragt, bevor Sie es erlauben.</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Sprachmodell</translation>
    </message>
    <message>
        <source>A language model that sees images proposes places, in addition to those of the gallery. It runs in Ollama, a program of its own.</source>
        <translation>Ein Sprachmodell, das Bilder sieht, schlägt Orte vor, zusätzlich zu denen der Galerie. Es läuft in Ollama, einem eigenen Programm.</translation>
    </message>
    <message>
        <source>this machine (OLLAMA_HOST, else port 11434)</source>
        <translation>hier (OLLAMA_HOST, sonst Port 11434)</translation>
    </message>
    <message>
        <source>Address of Ollama</source>
        <translation>Adresse von Ollama</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>the best one installed</source>
        <translation>das beste installierte</translation>
    </message>
    <message>
        <source>Model to download</source>
        <translation>Modell zum Herunterladen</translation>
    </message>
    <message>
        <source>Download through Ollama</source>
        <translation>Über Ollama herunterladen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Get another model</source>
        <translation>Ein anderes Modell holen</translation>
    </message>
    <message>
        <source>Privacy…</source>
        <translation>Datenschutz&#xa0;…</translation>
    </message>
    <message>
        <source>Show what may use the network</source>
        <translation>Zeigen, was das Netz nutzen darf</translation>
    </message>
    <message>
        <source>the paper&apos;s family</source>
        <translation>wie im Aufsatz</translation>
    </message>
    <message>
        <source>the paper&apos;s family, larger</source>
        <translation>wie im Aufsatz, größer</translation>
    </message>
    <message>
        <source>newer</source>
        <translation>neuer</translation>
    </message>
    <message>
        <source>newer, larger</source>
        <translation>neuer, größer</translation>
    </message>
    <message>
        <source>newer, for small machines</source>
        <translation>neuer, für kleine Rechner</translation>
    </message>
    <message>
        <source>for the smallest machines</source>
        <translation>für die kleinsten Rechner</translation>
    </message>
    <message>
        <source>Downloads use the network, and are switched off under Privacy.</source>
        <translation>Downloads nutzen das Netz und sind unter „Datenschutz“ abgeschaltet.</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Modelle werden gesucht&#xa0;…</translation>
    </message>
    <message>
        <source>Ollama runs, and has no model that sees images.</source>
        <translation>Ollama läuft, hat aber kein Modell, das Bilder sieht.</translation>
    </message>
    <message>
        <source>Ollama runs on this machine: %1</source>
        <translation>Ollama läuft auf diesem Rechner: %1</translation>
    </message>
    <message>
        <source>Ollama runs on another machine: %1</source>
        <translation>Ollama läuft auf einem anderen Rechner: %1</translation>
    </message>
    <message>
        <source>Stop; it goes on there next time</source>
        <translation>Anhalten; beim nächsten Mal geht es dort weiter</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n weitere</numerusform>
            <numerusform>%n weitere</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Packs</name>
    <message>
        <source>version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>◐ in work</source>
        <translation>◐ in Arbeit</translation>
    </message>
    <message>
        <source>✕ damaged</source>
        <translation>✕ beschädigt</translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation>✓ in Gebrauch</translation>
    </message>
    <message>
        <source>It is in work: how far it is stands below.</source>
        <translation>Es ist in Arbeit: Wie weit, steht unten.</translation>
    </message>
    <message>
        <source>✓ Checked: every file is as its maker described it.</source>
        <translation>✓ Geprüft: Jede Datei ist so, wie sie beschrieben wurde.</translation>
    </message>
    <message>
        <source>Photos are encoded with it.</source>
        <translation>Damit werden Fotos in Zahlen übersetzt.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Herkunft</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Lizenz</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Quelle</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Netz</translation>
    </message>
    <message>
        <source>Encoder id</source>
        <translation>Encoder-Kennung</translation>
    </message>
    <message>
        <source>Its files are removed from this machine.</source>
        <translation>Seine Dateien werden von diesem Rechner entfernt.</translation>
    </message>
    <message>
        <source>Galleries that it made cannot be used until it is imported again: %1.</source>
        <translation>Galerien, die damit erstellt wurden, sind erst wieder verwendbar, wenn es neu importiert ist: %1.</translation>
    </message>
    <message>
        <source>It is in use: photos are encoded with another one from now on.</source>
        <translation>Es ist in Gebrauch: Fotos werden von nun an mit einem anderen übersetzt.</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>mit dem Programm geliefert</translation>
    </message>
    <message>
        <source>encoder of photos</source>
        <translation>Encoder für Fotos</translation>
    </message>
    <message>
        <source>%1, photos of %2 by %2 pixels</source>
        <translation>%1, Fotos mit %2 × %2 Pixeln</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Encoders: they turn a photo into numbers that galleries are compared in.</source>
        <translation>Encoder: Sie machen aus einem Foto Zahlen, die sich mit denen der Galerien vergleichen lassen.</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Ordner importieren&#xa0;…</translation>
    </message>
    <message>
        <source>a folder with a pack.json, or with the published g3.pth; or drop it here</source>
        <translation>ein Ordner mit einer pack.json oder der veröffentlichten g3.pth; oder hierher ziehen</translation>
    </message>
</context>
<context>
    <name>PacksPage</name>
    <message>
        <source>Use this encoder</source>
        <translation>Diesen Encoder verwenden</translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation>Alle Dateien prüfen</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Entfernen&#xa0;…</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Modellkarte</translation>
    </message>
    <message>
        <source>Folder of a pack, or of g3.pth</source>
        <translation>Ordner eines Pakets oder von g3.pth</translation>
    </message>
    <message>
        <source>Import the folder of one.</source>
        <translation>Importieren Sie den Ordner eines Pakets.</translation>
    </message>
    <message>
        <source>No pack yet</source>
        <translation>Noch kein Paket</translation>
    </message>
    <message>
        <source>Remove the pack %1?</source>
        <translation>Das Paket %1 entfernen?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Entfernen</translation>
    </message>
</context>
<context>
    <name>PathEdit</name>
    <message>
        <source>Choose…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Wählen: %1</translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>no place found</source>
        <translation>kein Ort gefunden</translation>
    </message>
    <message>
        <source>not sure: %1 places</source>
        <translation>unsicher: %1 Orte</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>wartet</translation>
    </message>
    <message>
        <source>placing</source>
        <translation>wird verortet</translation>
    </message>
    <message>
        <source>done</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>PhotoStateView</name>
    <message>
        <source>Your photo</source>
        <translation>Ihr Foto</translation>
    </message>
    <message>
        <source>What to try</source>
        <translation>Was Sie versuchen können</translation>
    </message>
    <message>
        <source>Place again</source>
        <translation>Erneut verorten</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Im Ordner zeigen</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Keine Antwort</translation>
    </message>
    <message>
        <source>Mend what is said above, then place it again; or look at the file itself.</source>
        <translation>Beheben Sie, was oben steht, und verorten Sie das Foto erneut; oder sehen Sie sich die Datei selbst an.</translation>
    </message>
    <message>
        <source>The file %1</source>
        <translation>Die Datei %1</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Wheel, + and - zoom; dragging and arrow keys move; 0 and a double click show all.</source>
        <translation>Mausrad, + und - zoomen; Ziehen und Pfeiltasten verschieben; 0 und Doppelklick zeigen alles.</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Ranked places</source>
        <translation>Rangliste der Orte</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Verification cosine %1. The bar lies between the worst and the best candidate; it is no probability.</source>
        <translation>Kosinus der Verifikation: %1. Der Balken liegt zwischen dem schlechtesten und dem besten Kandidaten; er ist keine Wahrscheinlichkeit.</translation>
    </message>
    <message>
        <source>%1: how far the farthest reference photo lies from it.</source>
        <translation>%1: So weit liegt das fernste Referenzfoto entfernt.</translation>
    </message>
    <message>
        <source>It is no candidate any more.</source>
        <translation>Kein Kandidat mehr.</translation>
    </message>
    <message>
        <source>verification cosine %1</source>
        <translation>Kosinus der Verifikation %1</translation>
    </message>
    <message>
        <source>spread %1</source>
        <translation>Streuung %1</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Datenschutz</translation>
    </message>
    <message>
        <source>Photos, answers and the map stay on this machine. Only what is switched on here uses a network.</source>
        <translation>Fotos, Antworten und die Karte bleiben auf diesem Rechner. Nur was hier eingeschaltet ist, nutzt ein Netz.</translation>
    </message>
    <message>
        <source>Photos may be sent to a language model on another machine</source>
        <translation>Fotos dürfen an Sprachmodelle auf anderen Rechnern gehen</translation>
    </message>
    <message>
        <source>Each photo that is placed, without its metadata, and positions of gallery photos would go to the Ollama server that you name, or through it to the servers of a cloud model.</source>
        <translation>Jedes Foto, das verortet wird, ginge ohne seine Metadaten, zusammen mit Positionen von Galeriefotos, an den Ollama-Server, den Sie nennen, oder über ihn an die Server eines Cloud-Modells.</translation>
    </message>
    <message>
        <source>Language models may be downloaded</source>
        <translation>Sprachmodelle dürfen heruntergeladen werden</translation>
    </message>
    <message>
        <source>Ollama would tell its library on the internet which model you want, whenever you press the button that downloads one; no photo goes there.</source>
        <translation>Ollama teilte seiner Bibliothek im Internet mit, welches Modell Sie möchten, sobald Sie auf „Über Ollama herunterladen“ klicken; kein Foto geht dorthin.</translation>
    </message>
    <message>
        <source>Links may be opened in the browser</source>
        <translation>Links dürfen im Browser geöffnet werden</translation>
    </message>
    <message>
        <source>A click on a link, and nothing else, would hand its address to the browser: the page of a reference photo, or a map on the internet with the position of a place.</source>
        <translation>Ein Klick auf einen Link, und nur er, übergäbe dessen Adresse dem Browser: die Seite eines Referenzfotos oder eine Karte im Internet mit der Position eines Ortes.</translation>
    </message>
    <message>
        <source>Kept on this machine</source>
        <translation>Auf diesem Rechner gespeichert</translation>
    </message>
    <message>
        <source>List of photos, their places and the window&apos;s layout</source>
        <translation>Liste der Fotos, ihre Orte und die Aufteilung des Fensters</translation>
    </message>
    <message>
        <source>Pictures that were pasted, or dropped from a browser</source>
        <translation>Bilder, die eingefügt oder aus einem Browser gezogen wurden</translation>
    </message>
    <message>
        <source>Galleries that you built, with small pictures</source>
        <translation>Galerien, die Sie erstellt haben, mit kleinen Bildern</translation>
    </message>
    <message>
        <source>Results of computations that can be made again</source>
        <translation>Rechenergebnisse, die sich wiederherstellen lassen</translation>
    </message>
    <message>
        <source>What the engine reported, with names of files</source>
        <translation>Was der Rechenkern gemeldet hat, mit Dateinamen</translation>
    </message>
    <message>
        <source>These settings</source>
        <translation>Diese Einstellungen</translation>
    </message>
    <message>
        <source>Your photos stay where they are: the list holds their paths, and no copies.</source>
        <translation>Ihre Fotos bleiben, wo sie sind: Die Liste enthält ihre Pfade und keine Kopien.</translation>
    </message>
</context>
<context>
    <name>Reference</name>
    <message>
        <source>Row %1</source>
        <translation>Zeile %1</translation>
    </message>
    <message>
        <source>similarity %1</source>
        <translation>Ähnlichkeit %1</translation>
    </message>
    <message>
        <source>%1 from the place</source>
        <translation>%1 vom Ort entfernt</translation>
    </message>
    <message>
        <source>Reference %1 of %2</source>
        <translation>Referenz %1 von %2</translation>
    </message>
    <message>
        <source>The gallery keeps no picture of it.</source>
        <translation>Die Galerie enthält kein Bild davon.</translation>
    </message>
    <message>
        <source>Its picture cannot be read.</source>
        <translation>Das Bild lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>No reference photo was taken near it.</source>
        <translation>In der Nähe wurde kein Referenzfoto aufgenommen.</translation>
    </message>
</context>
<context>
    <name>ReferenceStrip</name>
    <message>
        <source>Reference photos</source>
        <translation>Referenzfotos</translation>
    </message>
</context>
<context>
    <name>Replies</name>
    <message>
        <source>Reasons</source>
        <translation>Gründe</translation>
    </message>
    <message>
        <source>(nothing came)</source>
        <translation>(nichts kam)</translation>
    </message>
    <message>
        <source>Asked without references</source>
        <translation>Ohne Referenzen gefragt</translation>
    </message>
    <message numerus="yes">
        <source>Asked with %n reference(s)</source>
        <translation>
            <numerusform>Mit %n Referenz gefragt</numerusform>
            <numerusform>Mit %n Referenzen gefragt</numerusform>
        </translation>
    </message>
    <message>
        <source>Reply %1, seed %2</source>
        <translation>Antwort %1, Startwert %2</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>cancelled</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>Adding photos was stopped; none of them is in the list.</source>
        <translation>Das Hinzufügen wurde angehalten; keines der Fotos ist in der Liste.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Seiten</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Window</source>
        <translation>Fenster</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Auf der Karte</translation>
    </message>
    <message>
        <source>In the list of photos</source>
        <translation>In der Liste der Fotos</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Nächster Ort</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Voriger Ort</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Choose no place</source>
        <translation>Keinen Ort wählen</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Nächstes Foto</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Voriges Foto</translation>
    </message>
    <message>
        <source>First photo</source>
        <translation>Erstes Foto</translation>
    </message>
    <message>
        <source>Last photo</source>
        <translation>Letztes Foto</translation>
    </message>
    <message>
        <source>Select more photos</source>
        <translation>Mehr Fotos auswählen</translation>
    </message>
    <message>
        <source>Select all photos</source>
        <translation>Alle Fotos auswählen</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Was geschieht</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Tasten</translation>
    </message>
    <message>
        <source>No action or key has this in its name.</source>
        <translation>Keine Aktion und keine Taste heißt so.</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Aktion oder Taste suchen</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 oder %2</translation>
    </message>
</context>
<context>
    <name>SmallMap</name>
    <message>
        <source>The small map&apos;s file %1 cannot be read: %2.</source>
        <translation>Die Datei der kleinen Karte %1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>It came with the program: install it again.</source>
        <translation>Sie gehört zum Programm: Installieren Sie es neu.</translation>
    </message>
</context>
<context>
    <name>SourceLink</name>
    <message>
        <source>Source: %1</source>
        <translation>Quelle: %1</translation>
    </message>
    <message>
        <source>Opens in the browser.</source>
        <translation>Öffnet sich im Browser.</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>starting</source>
        <translation>beginnt</translation>
    </message>
    <message>
        <source>encoding positions</source>
        <translation>Positionen übersetzen</translation>
    </message>
    <message>
        <source>loading gallery and places</source>
        <translation>Galerie und Orte laden</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lesen</translation>
    </message>
    <message>
        <source>aligning</source>
        <translation>abgleichen</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>vergleichen</translation>
    </message>
    <message>
        <source>asking %1</source>
        <translation>%1 fragen</translation>
    </message>
    <message>
        <source>loading encoder %1</source>
        <translation>Encoder %1 laden</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Alle anhalten</translation>
    </message>
    <message>
        <source>photos go to %1</source>
        <translation>Fotos gehen an %1</translation>
    </message>
    <message>
        <source>The language model runs on another machine, as you allowed.</source>
        <translation>Das Sprachmodell läuft auf einem anderen Rechner, wie Sie es erlaubt haben.</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>No request leaves this machine.</source>
        <translation>Keine Anfrage verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>no language model</source>
        <translation>kein Sprachmodell</translation>
    </message>
    <message>
        <source>engine starting…</source>
        <translation>Rechenkern startet&#xa0;…</translation>
    </message>
    <message>
        <source>engine starting again…</source>
        <translation>Rechenkern startet neu&#xa0;…</translation>
    </message>
    <message>
        <source>no engine</source>
        <translation>kein Rechenkern</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Bereit</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without an answer</source>
        <translation>
            <numerusform>%Ln ohne Antwort</numerusform>
            <numerusform>%Ln ohne Antwort</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>Speicherplatz</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Pakete</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Galerien</translation>
    </message>
    <message>
        <source>Photos and answers</source>
        <translation>Fotos und Antworten</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Zwischenspeicher</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Protokolle</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>wird gemessen&#xa0;…</translation>
    </message>
    <message>
        <source>Size of %1</source>
        <translation>Größe: %1</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Open folder: %1</source>
        <translation>Ordner öffnen: %1</translation>
    </message>
    <message>
        <source>where the system puts them</source>
        <translation>wo das System sie ablegt</translation>
    </message>
    <message>
        <source>Folder for large things</source>
        <translation>Ordner für Großes</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose a folder for large things</source>
        <translation>Ordner für Großes wählen</translation>
    </message>
    <message>
        <source>Packs, galleries and cache</source>
        <translation>Pakete, Galerien und Zwischenspeicher</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Ordner</translation>
    </message>
    <message>
        <source>G3DESKTOP_HOME says where everything lies: %1</source>
        <translation>G3DESKTOP_HOME bestimmt, wo alles liegt: %1</translation>
    </message>
    <message>
        <source>Another folder is used from the next start on, by the window and the command line. Nothing is moved: move packs, galleries and cache there yourself while the program is closed, or it will not find them.</source>
        <translation>Ein anderer Ordner gilt ab dem nächsten Start, für das Fenster und die Befehlszeile. Nichts wird verschoben: Verschieben Sie Pakete, Galerien und Zwischenspeicher selbst dorthin, während das Programm geschlossen ist, sonst findet es sie nicht.</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>noch nicht da</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>a few seconds left</source>
        <translation>noch ein paar Sekunden</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>noch etwa %1&#xa0;s</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>noch etwa %1&#xa0;min</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>noch etwa %1&#xa0;h</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Encoder</source>
        <translation>Encoder</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Sprachmodell</translation>
    </message>
    <message>
        <source>Where was this photo taken?</source>
        <translation>Wo wurde dieses Foto aufgenommen?</translation>
    </message>
    <message>
        <source>Give the program a photo: it ranks the places that fit, and shows what speaks for each, so that you can check it.</source>
        <translation>Geben Sie dem Programm ein Foto: Es ordnet die Orte, die passen, und zeigt, was für jeden spricht, sodass Sie es nachprüfen können.</translation>
    </message>
    <message>
        <source>It does not claim more than it knows: where the evidence points to several places, you see several.</source>
        <translation>Es behauptet nicht mehr, als es weiß: Deuten die Belege auf mehrere Orte, sehen Sie mehrere.</translation>
    </message>
    <message>
        <source>What it works with</source>
        <translation>Womit es arbeitet</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>Fotos wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ordner öffnen&#xa0;…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Ändern&#xa0;…</translation>
    </message>
    <message>
        <source>Manage…</source>
        <translation>Verwalten&#xa0;…</translation>
    </message>
    <message>
        <source>Not known without an engine.</source>
        <translation>Ohne Rechenkern nicht bekannt.</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Wird vorbereitet&#xa0;…</translation>
    </message>
    <message>
        <source>%1, computed on %2</source>
        <translation>%1, gerechnet auf %2</translation>
    </message>
    <message>
        <source>Small: good for a first look, not for proof.</source>
        <translation>Klein: gut für einen ersten Blick, nicht als Beweis.</translation>
    </message>
    <message>
        <source>None fits this encoder.</source>
        <translation>Keine passt zu diesem Encoder.</translation>
    </message>
    <message>
        <source>Build one…</source>
        <translation>Erstellen&#xa0;…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) whose place is known</source>
        <translation>
            <numerusform>%Ln Foto, dessen Ort bekannt ist</numerusform>
            <numerusform>%Ln Fotos, deren Orte bekannt sind</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, on this machine</source>
        <translation>%1, auf diesem Rechner</translation>
    </message>
    <message>
        <source>%1, on another machine</source>
        <translation>%1, auf einem anderen Rechner</translation>
    </message>
    <message>
        <source>None, as the settings say.</source>
        <translation>Keines, wie eingestellt.</translation>
    </message>
    <message>
        <source>None. %1.</source>
        <translation>Keines. %1.</translation>
    </message>
    <message>
        <source>It is not needed; with one, more places are considered.</source>
        <translation>Es geht auch ohne; mit einem kommen mehr Orte in Betracht.</translation>
    </message>
    <message>
        <source>Get one…</source>
        <translation>Holen&#xa0;…</translation>
    </message>
    <message>
        <source>Photos are sent to the language model at %1, as the settings allow; nothing else leaves this machine. Photos are only read, never changed.</source>
        <translation>Fotos werden an das Sprachmodell auf %1 gesendet, wie die Einstellungen es erlauben; sonst verlässt nichts diesen Rechner. Fotos werden nur gelesen, nie verändert.</translation>
    </message>
    <message>
        <source>Nothing leaves this machine. Photos are only read, never changed.</source>
        <translation>Nichts verlässt diesen Rechner. Fotos werden nur gelesen, nie verändert.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>under %1 mi</source>
        <translation>unter %1&#xa0;mi</translation>
    </message>
    <message>
        <source>under %1 km</source>
        <translation>unter %1&#xa0;km</translation>
    </message>
    <message>
        <source>%1 mi</source>
        <translation>%1&#xa0;mi</translation>
    </message>
    <message>
        <source>%1 km</source>
        <translation>%1&#xa0;km</translation>
    </message>
</context>
<context>
    <name>WorkStrip</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>It failed</source>
        <translation>Fehlgeschlagen</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Ausblenden</translation>
    </message>
</context>
<context>
    <name>ZoomButtons</name>
    <message>
        <source>Zoom out</source>
        <translation>Verkleinern</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Vergrößern</translation>
    </message>
    <message>
        <source>Show all of both pictures</source>
        <translation>Beide Bilder ganz zeigen</translation>
    </message>
</context>
</TS>
