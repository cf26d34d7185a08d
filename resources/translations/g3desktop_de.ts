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
    <message>
        <source>The gallery %1 is up to date</source>
        <translation>Die Galerie %1 ist auf dem neuesten Stand</translation>
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
    <name>FetchOffer</name>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>%1 will see that this page was asked for, not your photo.</source>
        <translation>%1 sieht, dass nach dieser Seite gefragt wurde, nicht Ihr Foto.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Fetch the picture</source>
        <translation>Bild holen</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>Wird geholt&#xa0;…</translation>
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
        <source>Pictures</source>
        <translation>Bilder</translation>
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
        <source>An update was stopped after %Ln photo(s). It can go on from there.</source>
        <translation>
            <numerusform>Die Aktualisierung wurde nach %Ln Foto angehalten. Sie kann dort weitergehen.</numerusform>
            <numerusform>Die Aktualisierung wurde nach %Ln Fotos angehalten. Sie kann dort weitergehen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln Foto</numerusform>
            <numerusform>%Ln Fotos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, kept compactly</source>
        <translation>%1, kompakt gespeichert</translation>
    </message>
    <message>
        <source>none of its own; the picture of a reference is fetched when you ask for it</source>
        <translation>keine eigenen; das Bild einer Referenz wird geholt, wenn Sie es verlangen</translation>
    </message>
    <message>
        <source>none of its own</source>
        <translation>keine eigenen</translation>
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
        <source>Bring up to date</source>
        <translation>Auf den neuesten Stand bringen</translation>
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
        <source>Go on with the update</source>
        <translation>Aktualisierung fortsetzen</translation>
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
        <source>Bringing the gallery %1 up to date</source>
        <translation>Galerie %1 wird auf den neuesten Stand gebracht</translation>
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
        <source>Installing the pack %1</source>
        <translation>Das Paket %1 wird installiert</translation>
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
        <source>%1 a second</source>
        <translation>%1 pro Sekunde</translation>
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
        <source>reading the table of photos</source>
        <translation>Tabelle der Fotos wird gelesen</translation>
    </message>
    <message>
        <source>learning how to keep them compactly</source>
        <translation>kompakte Form wird gelernt</translation>
    </message>
    <message>
        <source>checking what was written</source>
        <translation>Geschriebenes wird geprüft</translation>
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
        <source>asking what there is</source>
        <translation>Angebot wird erfragt</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>wird heruntergeladen</translation>
    </message>
    <message>
        <source>packing small files</source>
        <translation>kleine Dateien werden gepackt</translation>
    </message>
    <message>
        <source>unpacking small files</source>
        <translation>kleine Dateien werden entpackt</translation>
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
        <source>The gallery %1 is not up to date yet. What is done is kept for the next time.</source>
        <translation>Die Galerie %1 ist noch nicht auf dem neuesten Stand. Was fertig ist, bleibt für das nächste Mal erhalten.</translation>
    </message>
    <message>
        <source>What has come of the pack %1 stays: go on with it whenever you like.</source>
        <translation>Was vom Paket %1 schon heruntergeladen ist, bleibt erhalten: Machen Sie weiter, wann Sie wollen.</translation>
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
    <message>
        <source>The pack %1 is here now: it became the gallery %2.</source>
        <translation>Das Paket %1 ist jetzt da: Daraus wurde die Galerie %2.</translation>
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
    <message numerus="yes">
        <source>The gallery %1 is up to date: nothing has changed in its %Ln photo(s).</source>
        <translation>
            <numerusform>Die Galerie %1 ist auf dem neuesten Stand: An ihrem %Ln Foto hat sich nichts geändert.</numerusform>
            <numerusform>Die Galerie %1 ist auf dem neuesten Stand: An ihren %Ln Fotos hat sich nichts geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln entfernt</numerusform>
            <numerusform>%Ln entfernt</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved or described anew</source>
        <translation>
            <numerusform>%Ln verschoben oder neu beschrieben</numerusform>
            <numerusform>%Ln verschoben oder neu beschrieben</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>%Ln unverändert</numerusform>
            <numerusform>%Ln unverändert</numerusform>
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
    <message>
        <source>Filtered</source>
        <translation>Gefiltert</translation>
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
        <source>Copied: %1</source>
        <translation>Kopiert: %1</translation>
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
        <source>Use the installed world map</source>
        <translation>Installierte Weltkarte verwenden</translation>
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
        <source>%1 runs in the cloud: photos go there, as you allowed.</source>
        <translation>%1 läuft in der Cloud: Fotos gehen dorthin, wie Sie es erlaubt haben.</translation>
    </message>
    <message>
        <source>%1 runs in the cloud: it is not asked before you allow it.</source>
        <translation>%1 läuft in der Cloud: Es wird nicht gefragt, bevor Sie es erlauben.</translation>
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
        <source>in the cloud</source>
        <translation>in der Cloud</translation>
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
        <source>◔ begun</source>
        <translation>◔ begonnen</translation>
    </message>
    <message>
        <source>○ not here</source>
        <translation>○ nicht vorhanden</translation>
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
        <source>A part of it has come, and stays until you go on.</source>
        <translation>Ein Teil ist schon heruntergeladen und bleibt erhalten, bis Sie weitermachen.</translation>
    </message>
    <message>
        <source>It is not on this machine; it can be downloaded.</source>
        <translation>Es ist nicht auf diesem Rechner; es lässt sich herunterladen.</translation>
    </message>
    <message>
        <source>The map draws its streets.</source>
        <translation>Die Karte zeigt seine Straßen.</translation>
    </message>
    <message>
        <source>It became the gallery %1.</source>
        <translation>Daraus wurde die Galerie %1.</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Inhalt</translation>
    </message>
    <message>
        <source>It is downloaded from %1.</source>
        <translation>Es wird von %1 heruntergeladen.</translation>
    </message>
    <message>
        <source>About %1 come over the network.</source>
        <translation>Etwa %1 werden übertragen.</translation>
    </message>
    <message>
        <source>What has come already stays.</source>
        <translation>Was schon heruntergeladen ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>It becomes a gallery; the download is removed then.</source>
        <translation>Daraus wird eine Galerie; die heruntergeladene Datei wird danach entfernt.</translation>
    </message>
    <message>
        <source>The gallery %1 stays.</source>
        <translation>Die Galerie %1 bleibt.</translation>
    </message>
    <message>
        <source>The map draws no streets any more.</source>
        <translation>Die Karte zeigt dann keine Straßen mehr.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>etwa %1</translation>
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
        <source>Terms accepted</source>
        <translation>Bedingungen angenommen</translation>
    </message>
    <message>
        <source>Needs first</source>
        <translation>Setzt voraus</translation>
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
        <source>Encoders, which turn photos into numbers that galleries are compared in, and more.</source>
        <translation>Encoder, die aus Fotos Zahlen machen, mit denen sich Galerien vergleichen lassen, und anderes.</translation>
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
        <source>Install…</source>
        <translation>Installieren&#xa0;…</translation>
    </message>
    <message>
        <source>Use on the map</source>
        <translation>Auf der Karte verwenden</translation>
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
        <source>Drop what has come…</source>
        <translation>Heruntergeladenes verwerfen&#xa0;…</translation>
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
        <source>Go on…</source>
        <translation>Fortsetzen&#xa0;…</translation>
    </message>
    <message>
        <source>Install the pack %1?</source>
        <translation>Das Paket %1 installieren?</translation>
    </message>
    <message>
        <source>Accept and download</source>
        <translation>Zustimmen und herunterladen</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Herunterladen</translation>
    </message>
    <message>
        <source>Drop what has come of the pack %1?</source>
        <translation>Verwerfen, was vom Paket %1 schon heruntergeladen ist?</translation>
    </message>
    <message>
        <source>It will have to be downloaded again.</source>
        <translation>Es muss dann neu heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Verwerfen</translation>
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
        <source>Pictures of reference photos may be fetched</source>
        <translation>Bilder von Referenzfotos dürfen geholt werden</translation>
    </message>
    <message>
        <source>Flickr would learn which reference photo you want to see, whenever you press the button that fetches its picture; your photo does not go there.</source>
        <translation>Flickr erführe, welches Referenzfoto Sie sehen möchten, sooft Sie den Knopf drücken, der dessen Bild holt; Ihr Foto geht nicht dorthin.</translation>
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
        <source>Pictures of references that were fetched and looked at of late</source>
        <translation>Bilder von Referenzen, die geholt und in letzter Zeit angesehen wurden</translation>
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
        <source>photo by %1</source>
        <translation>Foto von %1</translation>
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
    <name>Sentences</name>
    <message>
        <source>%1 is a folder, not a photo.</source>
        <translation>%1 ist ein Ordner, kein Foto.</translation>
    </message>
    <message>
        <source>Name the files in it.</source>
        <translation>Nennen Sie die Dateien darin.</translation>
    </message>
    <message>
        <source>%1 is a device or a pipe, not a photo.</source>
        <translation>%1 ist ein Gerät oder eine Pipe, kein Foto.</translation>
    </message>
    <message>
        <source>Use a JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP or GIF.</source>
        <translation>Verwenden Sie ein JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP oder GIF.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 ist leer.</translation>
    </message>
    <message>
        <source>Try to copy it again from where it came from.</source>
        <translation>Versuchen Sie, die Datei noch einmal von ihrer Quelle zu kopieren.</translation>
    </message>
    <message>
        <source>%1 is larger than 2 GiB.</source>
        <translation>%1 ist größer als 2 GiB.</translation>
    </message>
    <message>
        <source>Save it as a JPEG.</source>
        <translation>Speichern Sie das Foto als JPEG.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Prüfen Sie den Namen.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 ist nicht lesbar.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>Give yourself permission to read it.</source>
        <translation>Geben Sie sich das Recht, die Datei zu lesen.</translation>
    </message>
    <message>
        <source>%1 changed while it was being located.</source>
        <translation>%1 hat sich geändert, während das Foto verortet wurde.</translation>
    </message>
    <message>
        <source>Run it again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a folder: %2.</source>
        <translation>%1 ist nicht als Ordner lesbar: %2.</translation>
    </message>
    <message>
        <source>%1 was left out: %2.</source>
        <translation>%1 wurde ausgelassen: %2.</translation>
    </message>
    <message>
        <source>it is a broken link, a device or a pipe</source>
        <translation>ein Verweis ins Leere, ein Gerät oder eine Pipe</translation>
    </message>
    <message>
        <source>%1 does not fit into memory.</source>
        <translation>%1 ist zu groß für den Arbeitsspeicher.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Schließen Sie andere Programme.</translation>
    </message>
    <message>
        <source>%1 is not a photo of a known format.</source>
        <translation>%1 ist kein Foto in einem bekannten Format.</translation>
    </message>
    <message>
        <source>%1 has more than 200 megapixels.</source>
        <translation>%1 hat mehr als 200 Megapixel.</translation>
    </message>
    <message>
        <source>Save it at a smaller size.</source>
        <translation>Speichern Sie das Foto kleiner.</translation>
    </message>
    <message>
        <source>%1 is truncated: it holds less than its header promises.</source>
        <translation>%1 ist abgeschnitten: Es ist weniger da, als der Dateikopf verspricht.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>its header cannot be read</source>
        <translation>der Dateikopf ist nicht lesbar</translation>
    </message>
    <message>
        <source>The metadata of BigTIFF files is not read.</source>
        <translation>Die Metadaten von BigTIFF-Dateien werden nicht gelesen.</translation>
    </message>
    <message>
        <source>The metadata is damaged and was not used.</source>
        <translation>Die Metadaten sind beschädigt und wurden nicht verwendet.</translation>
    </message>
    <message>
        <source>The metadata is damaged and was read only in part.</source>
        <translation>Die Metadaten sind beschädigt und wurden nur zum Teil gelesen.</translation>
    </message>
    <message>
        <source>The camera&apos;s position is incomplete or not a number and was not used.</source>
        <translation>Die Position der Kamera ist unvollständig oder keine Zahl und wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>The camera&apos;s position is 0, 0, written without a fix, and was not used.</source>
        <translation>Die Position der Kamera ist 0, 0, ohne Ortung geschrieben, und wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>The camera&apos;s position does not name its hemisphere and was not used.</source>
        <translation>Die Position der Kamera nennt ihre Erdhalbkugel nicht und wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>The camera&apos;s position is out of range and was not used.</source>
        <translation>Die Position der Kamera liegt außerhalb des Möglichen und wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>The camera marked its position as not measured at that moment.</source>
        <translation>Die Kamera hat ihre Position als in diesem Moment nicht gemessen gekennzeichnet.</translation>
    </message>
    <message>
        <source>The time in the metadata is not a date and was not used.</source>
        <translation>Die Zeit in den Metadaten ist kein Datum und wurde nicht verwendet.</translation>
    </message>
    <message>
        <source>No language model was used.</source>
        <translation>Es wurde kein Sprachmodell verwendet.</translation>
    </message>
    <message>
        <source>No language model was used: %1.</source>
        <translation>Es wurde kein Sprachmodell verwendet. %1.</translation>
    </message>
    <message>
        <source>none was asked for</source>
        <translation>Keines war gewünscht</translation>
    </message>
    <message>
        <source>The candidates are positions of similar gallery photos and towns.</source>
        <translation>Die Kandidaten sind Positionen ähnlicher Galeriefotos und Ortschaften.</translation>
    </message>
    <message>
        <source>%1 was not asked: %2</source>
        <translation>%1 wurde nicht gefragt: %2</translation>
    </message>
    <message>
        <source>%1 gave no position that counts.</source>
        <translation>%1 gab keine Position an, die zählt.</translation>
    </message>
    <message>
        <source>%1 gave no position that counts (%2).</source>
        <translation>%1 gab keine Position an, die zählt (%2).</translation>
    </message>
    <message>
        <source>%1 of %2 replies did not count (%3)</source>
        <translation>%1 von %2 Antworten zählten nicht (%3)</translation>
    </message>
    <message>
        <source>the time was up when %1 of %2 questions were answered</source>
        <translation>die Zeit war um, als %1 von %2 Fragen beantwortet waren</translation>
    </message>
    <message>
        <source>%1 of %2 questions were answered, as no further reply could change the first place</source>
        <translation>%1 von %2 Fragen wurden beantwortet, da keine weitere Antwort den ersten Ort ändern konnte</translation>
    </message>
    <message>
        <source>The first place is the model&apos;s answer: none of the most similar gallery photos was taken within %1 km of it.</source>
        <translation>Der erste Ort ist die Antwort des Modells: Keines der ähnlichsten Galeriefotos wurde im Umkreis von %1 km aufgenommen.</translation>
    </message>
    <message>
        <source>The gallery holds this very file; it was left out.</source>
        <translation>Die Galerie enthält genau diese Datei; sie wurde ausgelassen.</translation>
    </message>
    <message>
        <source>Left out %1 gallery photos by %2.</source>
        <translation>%1 Galeriefotos von %2 wurden ausgelassen.</translation>
    </message>
    <message>
        <source>No gallery was used: name one of %1 with --gallery.</source>
        <translation>Es wurde keine Galerie verwendet: Nennen Sie eine von %1 mit --gallery.</translation>
    </message>
    <message>
        <source>The candidates are towns alone.</source>
        <translation>Die Kandidaten sind nur Ortschaften.</translation>
    </message>
    <message>
        <source>There is no gallery made by %1: the candidates are towns alone.</source>
        <translation>Es gibt keine Galerie, die mit %1 erstellt wurde: Die Kandidaten sind nur Ortschaften.</translation>
    </message>
    <message>
        <source>`g3desktop gallery build` makes one from photos of your own.</source>
        <translation>`g3desktop gallery build` erstellt eine aus eigenen Fotos.</translation>
    </message>
    <message>
        <source>the reply is empty</source>
        <translation>die Antwort ist leer</translation>
    </message>
    <message>
        <source>the reply is cut off</source>
        <translation>die Antwort bricht ab</translation>
    </message>
    <message>
        <source>the reply is too long</source>
        <translation>die Antwort ist zu lang</translation>
    </message>
    <message>
        <source>the reply is too long: nothing in its first %1 characters</source>
        <translation>die Antwort ist zu lang: nichts in ihren ersten %1 Zeichen</translation>
    </message>
    <message>
        <source>half a position</source>
        <translation>eine halbe Position</translation>
    </message>
    <message>
        <source>half a position: latitude or longitude is missing</source>
        <translation>eine halbe Position: Breite oder Länge fehlt</translation>
    </message>
    <message>
        <source>the model declined</source>
        <translation>das Modell lehnte ab</translation>
    </message>
    <message>
        <source>no position in the reply</source>
        <translation>keine Position in der Antwort</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>keine Zahl</translation>
    </message>
    <message>
        <source>not a number: nothing</source>
        <translation>keine Zahl: nichts</translation>
    </message>
    <message>
        <source>malformed angle</source>
        <translation>fehlerhafter Winkel</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>außerhalb des Möglichen</translation>
    </message>
    <message>
        <source>out of range: latitude %1</source>
        <translation>außerhalb des Möglichen: Breite %1</translation>
    </message>
    <message>
        <source>out of range: longitude %1</source>
        <translation>außerhalb des Möglichen: Länge %1</translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation>mehrdeutig</translation>
    </message>
    <message>
        <source>ambiguous: hemisphere %1</source>
        <translation>mehrdeutig: Himmelsrichtung %1</translation>
    </message>
    <message>
        <source>ambiguous: sign of %1</source>
        <translation>mehrdeutig: Vorzeichen von %1</translation>
    </message>
    <message>
        <source>contradiction</source>
        <translation>Widerspruch</translation>
    </message>
    <message>
        <source>contradiction: the latitude has the letter of the other</source>
        <translation>Widerspruch: die Breite hat den Buchstaben der Länge</translation>
    </message>
    <message>
        <source>contradiction: the longitude has the letter of the other</source>
        <translation>Widerspruch: die Länge hat den Buchstaben der Breite</translation>
    </message>
    <message>
        <source>contradiction: sign %1 and hemisphere %2</source>
        <translation>Widerspruch: Vorzeichen %1 und Himmelsrichtung %2</translation>
    </message>
    <message>
        <source>contradiction: several hemispheres of the latitude</source>
        <translation>Widerspruch: mehrere Himmelsrichtungen der Breite</translation>
    </message>
    <message>
        <source>contradiction: several hemispheres of the longitude</source>
        <translation>Widerspruch: mehrere Himmelsrichtungen der Länge</translation>
    </message>
    <message>
        <source>contradiction: latitude %1 and %2</source>
        <translation>Widerspruch: Breite %1 und %2</translation>
    </message>
    <message>
        <source>contradiction: longitude %1 and %2</source>
        <translation>Widerspruch: Länge %1 und %2</translation>
    </message>
    <message>
        <source>null island</source>
        <translation>Nullinsel</translation>
    </message>
    <message>
        <source>null island: the model gave 0, 0</source>
        <translation>Nullinsel: das Modell gab 0, 0 an</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>keine Verbindung</translation>
    </message>
    <message>
        <source>model not found</source>
        <translation>Modell nicht gefunden</translation>
    </message>
    <message>
        <source>model does not see images</source>
        <translation>das Modell sieht keine Bilder</translation>
    </message>
    <message>
        <source>server busy</source>
        <translation>Server ausgelastet</translation>
    </message>
    <message>
        <source>server error</source>
        <translation>Serverfehler</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>keine Antwort in der Zeit</translation>
    </message>
    <message>
        <source>connection cut</source>
        <translation>Verbindung abgebrochen</translation>
    </message>
    <message>
        <source>unreadable reply</source>
        <translation>unlesbare Antwort</translation>
    </message>
    <message>
        <source>reply too long</source>
        <translation>Antwort zu lang</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>empty reply</source>
        <translation>leere Antwort</translation>
    </message>
    <message>
        <source>the model declined: %1</source>
        <translation>das Modell lehnte ab: %1</translation>
    </message>
    <message>
        <source>not a number: %1</source>
        <translation>keine Zahl: %1</translation>
    </message>
    <message>
        <source>malformed angle: %1</source>
        <translation>fehlerhafter Winkel: %1</translation>
    </message>
    <message>
        <source>ambiguous: %1</source>
        <translation>mehrdeutig: %1</translation>
    </message>
    <message>
        <source>server error: %1</source>
        <translation>Serverfehler: %1</translation>
    </message>
    <message>
        <source>There was not enough memory to go on.</source>
        <translation>Der Arbeitsspeicher reichte nicht aus.</translation>
    </message>
    <message>
        <source>Close other programs, or try --device cpu or --precision bfloat16.</source>
        <translation>Schließen Sie andere Programme, oder versuchen Sie es mit --device cpu oder --precision bfloat16.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Die Festplatte ist voll.</translation>
    </message>
    <message>
        <source>The disk is full while writing %1.</source>
        <translation>Beim Schreiben von %1 war die Festplatte voll.</translation>
    </message>
    <message>
        <source>Free some space, or set G3DESKTOP_HOME to a folder on another disk.</source>
        <translation>Schaffen Sie Platz, oder setzen Sie G3DESKTOP_HOME auf einen Ordner auf einer anderen Festplatte.</translation>
    </message>
    <message>
        <source>%1: the engine stopped twice on this photo: %2.</source>
        <translation>%1: Der Rechenkern ist bei diesem Foto zweimal stehen geblieben: %2.</translation>
    </message>
    <message>
        <source>The others go on without it.</source>
        <translation>Die anderen Fotos laufen weiter.</translation>
    </message>
    <message>
        <source>The engine stopped %1 times before any photo: %2.</source>
        <translation>Der Rechenkern ist %1-mal stehen geblieben, noch vor dem ersten Foto: %2.</translation>
    </message>
    <message>
        <source>Its log is %1.</source>
        <translation>Das Protokoll ist %1.</translation>
    </message>
    <message>
        <source>The engine failed: %1: %2.</source>
        <translation>Der Rechenkern ist gescheitert: %1: %2.</translation>
    </message>
    <message>
        <source>This is a fault of the program; its log says more.</source>
        <translation>Das ist ein Fehler des Programms; das Protokoll sagt mehr.</translation>
    </message>
    <message>
        <source>The work stopped before it was done: %1.</source>
        <translation>Die Arbeit brach ab, bevor sie fertig war: %1.</translation>
    </message>
    <message>
        <source>Start it again: what was finished is kept.</source>
        <translation>Beginnen Sie sie noch einmal: Was fertig war, ist erhalten.</translation>
    </message>
    <message>
        <source>The work failed: %1: %2.</source>
        <translation>Die Arbeit ist gescheitert: %1: %2.</translation>
    </message>
    <message>
        <source>it was told to stop</source>
        <translation>er sollte anhalten</translation>
    </message>
    <message>
        <source>it could not be started: %1</source>
        <translation>der Prozess ließ sich nicht starten: %1</translation>
    </message>
    <message>
        <source>it said what is no message: %1</source>
        <translation>der Prozess sagte etwas, das keine Nachricht ist: %1</translation>
    </message>
    <message>
        <source>%1 is nothing that an engine says</source>
        <translation>%1 sagt kein Rechenkern</translation>
    </message>
    <message>
        <source>%1 is nothing that work says</source>
        <translation>%1 sagt keine Arbeit</translation>
    </message>
    <message>
        <source>a message of %1 bytes</source>
        <translation>eine Nachricht von %1 Byte</translation>
    </message>
    <message>
        <source>%1 bytes that are no message: %2</source>
        <translation>%1 Byte, die keine Nachricht sind: %2</translation>
    </message>
    <message>
        <source>it was killed, most likely because memory ran out</source>
        <translation>der Prozess wurde gewaltsam beendet, wohl weil der Arbeitsspeicher ausging</translation>
    </message>
    <message>
        <source>it crashed (%1)</source>
        <translation>der Prozess ist abgestürzt (%1)</translation>
    </message>
    <message>
        <source>it ended with status %1</source>
        <translation>der Prozess endete mit dem Status %1</translation>
    </message>
    <message>
        <source>The engine&apos;s log cannot be written: %1.</source>
        <translation>Das Protokoll des Rechenkerns ist nicht schreibbar: %1.</translation>
    </message>
    <message>
        <source>Encoding %1 positions, once for this encoder; this takes a while.</source>
        <translation>%1 Positionen werden übersetzt, einmal für diesen Encoder; das dauert eine Weile.</translation>
    </message>
    <message>
        <source>Location vectors could not be kept in %1: %2.</source>
        <translation>Ortsvektoren ließen sich nicht in %1 speichern: %2.</translation>
    </message>
    <message>
        <source>Asking %1 %2 questions; on a CPU each may take half a minute.</source>
        <translation>%1 werden %2 Fragen gestellt; auf einem Prozessor kann jede eine halbe Minute dauern.</translation>
    </message>
    <message>
        <source>Asking %1 %2 questions; on a CPU each may take half a minute, at most %3 s.</source>
        <translation>%1 werden %2 Fragen gestellt; auf einem Prozessor kann jede eine halbe Minute dauern, höchstens %3 s.</translation>
    </message>
    <message>
        <source>Asking %1 %2 questions; about %3.</source>
        <translation>%1 werden %2 Fragen gestellt; das dauert etwa %3.</translation>
    </message>
    <message>
        <source>Asking %1 %2 questions; about %3, at most %4 s.</source>
        <translation>%1 werden %2 Fragen gestellt; das dauert etwa %3, höchstens %4 s.</translation>
    </message>
    <message>
        <source>There is no device %1.</source>
        <translation>Es gibt kein Gerät %1.</translation>
    </message>
    <message>
        <source>This machine has no usable %1 device.</source>
        <translation>Dieser Rechner hat kein brauchbares Gerät %1.</translation>
    </message>
    <message>
        <source>There is no precision %1.</source>
        <translation>Es gibt keine Genauigkeit %1.</translation>
    </message>
    <message>
        <source>Try %1.</source>
        <translation>Versuchen Sie %1.</translation>
    </message>
    <message>
        <source>The %1 device has no bfloat16 units.</source>
        <translation>Das Gerät %1 rechnet nicht in bfloat16.</translation>
    </message>
    <message>
        <source>The %1 device ran out of memory.</source>
        <translation>Dem Gerät %1 ging der Speicher aus.</translation>
    </message>
    <message>
        <source>Close other programs, or compute on another device.</source>
        <translation>Schließen Sie andere Programme, oder rechnen Sie auf einem anderen Gerät.</translation>
    </message>
    <message>
        <source>The encoder %1 gave numbers that are not finite.</source>
        <translation>Der Encoder %1 ergab Zahlen, die nicht endlich sind.</translation>
    </message>
    <message>
        <source>Verify its pack, or try --precision float32.</source>
        <translation>Prüfen Sie sein Paket, oder versuchen Sie es mit --precision float32.</translation>
    </message>
    <message>
        <source>Try --precision float32, or another --device.</source>
        <translation>Versuchen Sie es mit --precision float32 oder einem anderen --device.</translation>
    </message>
    <message>
        <source>The encoder %1 computes in float32 alone, not in %2.</source>
        <translation>Der Encoder %1 rechnet nur in float32, nicht in %2.</translation>
    </message>
    <message>
        <source>Leave the precision out.</source>
        <translation>Lassen Sie die Genauigkeit weg.</translation>
    </message>
    <message>
        <source>The fused ranking needs a gallery, which %1 is without.</source>
        <translation>Die zusammengeführte Rangfolge braucht eine Galerie, und %1 hat keine.</translation>
    </message>
    <message>
        <source>The fused ranking needs fitted weights, which %1 is without.</source>
        <translation>Die zusammengeführte Rangfolge braucht angepasste Gewichte, und %1 hat keine.</translation>
    </message>
    <message>
        <source>Leave --ranking out, or use --ranking paper.</source>
        <translation>Lassen Sie --ranking weg, oder verwenden Sie --ranking paper.</translation>
    </message>
    <message>
        <source>The table of places %1 cannot be read: %2.</source>
        <translation>Die Ortstabelle %1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>The table of places %1 is damaged: %2.</source>
        <translation>Die Ortstabelle %1 ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>The table came with the program: install it again.</source>
        <translation>Die Tabelle gehört zum Programm: Installieren Sie es neu.</translation>
    </message>
    <message>
        <source>its format is %1, not %2</source>
        <translation>das Format ist %1, nicht %2</translation>
    </message>
    <message>
        <source>%1 is %2 of %3 dimensions</source>
        <translation>%1 ist %2 mit %3 Dimensionen</translation>
    </message>
    <message>
        <source>its columns are empty or of different lengths</source>
        <translation>die Spalten sind leer oder verschieden lang</translation>
    </message>
    <message>
        <source>the names do not fill their text</source>
        <translation>die Namen füllen ihren Text nicht aus</translation>
    </message>
    <message>
        <source>its regions do not fit</source>
        <translation>die Regionen passen nicht</translation>
    </message>
    <message>
        <source>a position is off the globe</source>
        <translation>eine Position liegt nicht auf der Erde</translation>
    </message>
    <message>
        <source>its towns are out of order</source>
        <translation>die Ortschaften sind nicht in der richtigen Reihenfolge</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>Es gibt keinen Ordner %1.</translation>
    </message>
    <message>
        <source>No photo in %1 can be used.</source>
        <translation>Kein Foto in %1 ist verwendbar.</translation>
    </message>
    <message>
        <source>%1 were left out, most often: %2</source>
        <translation>%1 wurden ausgelassen, meist aus diesem Grund: %2</translation>
    </message>
    <message>
        <source>Photos need a position: in their EXIF data, or in a file given with --csv.</source>
        <translation>Fotos brauchen eine Position: in ihren EXIF-Daten oder in einer mit --csv angegebenen Datei.</translation>
    </message>
    <message>
        <source>An unfinished build of %1 from other photos or settings was discarded.</source>
        <translation>Was von %1 aus anderen Fotos oder mit anderen Einstellungen halb erstellt war, wurde verworfen.</translation>
    </message>
    <message>
        <source>it has no position in its EXIF data</source>
        <translation>keine Position in den EXIF-Daten</translation>
    </message>
    <message>
        <source>its position 0, 0 stands for a missing one</source>
        <translation>die Position 0, 0 steht für eine fehlende</translation>
    </message>
    <message>
        <source>%1 stays at %2, %3, where the gallery has it, not at %4, %5.</source>
        <translation>%1 bleibt bei %2, %3, wo die Galerie das Foto hat, nicht bei %4, %5.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a gallery.</source>
        <translation>%1 kann nicht der Name einer Galerie sein.</translation>
    </message>
    <message>
        <source>Use up to %1 letters, digits, - and _, such as my-photos.</source>
        <translation>Verwenden Sie bis zu %1 Buchstaben, Ziffern, - und _, etwa meine-fotos.</translation>
    </message>
    <message>
        <source>There is no gallery %1.</source>
        <translation>Es gibt keine Galerie %1.</translation>
    </message>
    <message>
        <source>Galleries there: %1.</source>
        <translation>Vorhandene Galerien: %1.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>`g3desktop gallery build` makes one.</source>
        <translation>`g3desktop gallery build` erstellt eine.</translation>
    </message>
    <message>
        <source>There is no gallery %1 in %2.</source>
        <translation>Es gibt keine Galerie %1 in %2.</translation>
    </message>
    <message>
        <source>`g3desktop gallery list` shows those there; bundled ones stay.</source>
        <translation>`g3desktop gallery list` zeigt die vorhandenen; mitgelieferte bleiben.</translation>
    </message>
    <message>
        <source>There is no gallery at %1.</source>
        <translation>In %1 ist keine Galerie.</translation>
    </message>
    <message>
        <source>`g3desktop gallery list` shows those there.</source>
        <translation>`g3desktop gallery list` zeigt die vorhandenen.</translation>
    </message>
    <message>
        <source>The gallery %1 is being built or removed by another run of the program.</source>
        <translation>Die Galerie %1 wird gerade von einem anderen Lauf des Programms erstellt oder entfernt.</translation>
    </message>
    <message>
        <source>Wait until that is done, or choose another name.</source>
        <translation>Warten Sie, bis das fertig ist, oder wählen Sie einen anderen Namen.</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full.</source>
        <translation>Die Festplatte, auf der %1 liegt, ist voll.</translation>
    </message>
    <message>
        <source>Free some space and run the same command again: it goes on from there.</source>
        <translation>Schaffen Sie Platz, und beginnen Sie noch einmal: Es geht dort weiter.</translation>
    </message>
    <message>
        <source>Cannot write in %1: %2.</source>
        <translation>In %1 lässt sich nicht schreiben: %2.</translation>
    </message>
    <message>
        <source>Check that the folder can be written, or set G3DESKTOP_HOME to another one.</source>
        <translation>Prüfen Sie, ob der Ordner schreibbar ist, oder setzen Sie G3DESKTOP_HOME auf einen anderen.</translation>
    </message>
    <message>
        <source>Build it again, or use the version of the program that made it.</source>
        <translation>Erstellen Sie sie noch einmal, oder verwenden Sie die Version des Programms, mit der sie erstellt wurde.</translation>
    </message>
    <message>
        <source>The gallery %1 was made by the encoder %2, not by %3.</source>
        <translation>Die Galerie %1 wurde mit dem Encoder %2 erstellt, nicht mit %3.</translation>
    </message>
    <message>
        <source>Choose the other encoder, or build a gallery of another name with this one.</source>
        <translation>Wählen Sie den anderen Encoder, oder erstellen Sie mit diesem eine Galerie anderen Namens.</translation>
    </message>
    <message>
        <source>The gallery %1 was added to in the meantime.</source>
        <translation>Die Galerie %1 wurde inzwischen ergänzt.</translation>
    </message>
    <message>
        <source>Run the command again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The gallery file %1 is damaged or missing: %2.</source>
        <translation>Die Galeriedatei %1 ist beschädigt oder fehlt: %2.</translation>
    </message>
    <message>
        <source>Restore it from a copy, or remove the gallery and build it again.</source>
        <translation>Holen Sie sie aus einer Kopie zurück, oder entfernen Sie die Galerie und erstellen Sie sie neu.</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>nicht lesbar</translation>
    </message>
    <message>
        <source>it names the file %1</source>
        <translation>sie nennt die Datei %1</translation>
    </message>
    <message>
        <source>its numbers make no sense</source>
        <translation>die Zahlen ergeben keinen Sinn</translation>
    </message>
    <message>
        <source>it holds %1 rows instead of %2</source>
        <translation>sie enthält %1 Zeilen statt %2</translation>
    </message>
    <message>
        <source>it has %1 bytes instead of %2</source>
        <translation>sie hat %1 Byte statt %2</translation>
    </message>
    <message>
        <source>its content has changed</source>
        <translation>der Inhalt hat sich geändert</translation>
    </message>
    <message>
        <source>The gallery %1 has format %2; this program reads up to %3.</source>
        <translation>Die Galerie %1 hat das Format %2; dieses Programm liest Formate bis %3.</translation>
    </message>
    <message>
        <source>it holds %1 instead of %2</source>
        <translation>sie enthält %1 statt %2</translation>
    </message>
    <message>
        <source>its %1 rows run from %2 to %3</source>
        <translation>ihre %1 Zeilen gehen von %2 bis %3</translation>
    </message>
    <message>
        <source>a position lies outside the globe</source>
        <translation>eine Position liegt nicht auf der Erde</translation>
    </message>
    <message>
        <source>its id does not name this content</source>
        <translation>die Kennung gehört nicht zu diesem Inhalt</translation>
    </message>
    <message>
        <source>row %1 is not a unit vector</source>
        <translation>Zeile %1 ist kein Einheitsvektor</translation>
    </message>
    <message>
        <source>%1 is missing in it</source>
        <translation>darin fehlt %1</translation>
    </message>
    <message>
        <source>its parts do not fit together</source>
        <translation>ihre Teile passen nicht zusammen</translation>
    </message>
    <message>
        <source>its heads do not fit together</source>
        <translation>ihre Köpfe passen nicht zusammen</translation>
    </message>
    <message>
        <source>its sketch does not fit together</source>
        <translation>ihre Skizze passt nicht zusammen</translation>
    </message>
    <message>
        <source>a compact segment lacks a file</source>
        <translation>einem kompakten Abschnitt fehlt eine Datei</translation>
    </message>
    <message>
        <source>it holds no records of embeddings</source>
        <translation>sie enthält keine Vektoren</translation>
    </message>
    <message>
        <source>it holds no codes</source>
        <translation>sie enthält keine Codes</translation>
    </message>
    <message>
        <source>it holds no numbers of rows</source>
        <translation>sie enthält keine Zeilennummern</translation>
    </message>
    <message>
        <source>its positions are not those of the file beside it</source>
        <translation>ihre Positionen sind nicht die der Datei daneben</translation>
    </message>
    <message>
        <source>Nobody remembers which folder the gallery %1 was built from.</source>
        <translation>Aus welchem Ordner die Galerie %1 erstellt wurde, ist nicht mehr bekannt.</translation>
    </message>
    <message>
        <source>Run `g3desktop gallery build FOLDER --name %1` once more: what it has is not encoded again.</source>
        <translation>Führen Sie `g3desktop gallery build ORDNER --name %1` noch einmal aus: Was sie schon hat, wird nicht noch einmal übersetzt.</translation>
    </message>
    <message>
        <source>The folder %1 is not there.</source>
        <translation>Der Ordner %1 ist nicht da.</translation>
    </message>
    <message>
        <source>The folder %1 holds no photo any more.</source>
        <translation>Der Ordner %1 enthält kein Foto mehr.</translation>
    </message>
    <message>
        <source>Plug its disk in, or remove the gallery if it is to go.</source>
        <translation>Schließen Sie seinen Datenträger an, oder entfernen Sie die Galerie, wenn sie weg soll.</translation>
    </message>
    <message>
        <source>No row was removed: a part of the folder could not be read.</source>
        <translation>Es wurde keine Zeile entfernt: Ein Teil des Ordners war nicht lesbar.</translation>
    </message>
    <message>
        <source>Remove that file and build the gallery once more; nothing is encoded again.</source>
        <translation>Entfernen Sie diese Datei und erstellen Sie die Galerie noch einmal; nichts wird neu übersetzt.</translation>
    </message>
    <message>
        <source>its version is %1</source>
        <translation>die Version ist %1</translation>
    </message>
    <message>
        <source>Check its path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>No pack here has the encoder %1, which made the gallery.</source>
        <translation>Kein Paket hier hat den Encoder %1, mit dem die Galerie erstellt wurde.</translation>
    </message>
    <message>
        <source>`g3desktop packs list` shows those there; install or import that one.</source>
        <translation>`g3desktop packs list` zeigt die vorhandenen; installieren oder importieren Sie das fehlende.</translation>
    </message>
    <message>
        <source>Cannot read the index %1: %2.</source>
        <translation>Der Index %1 lässt sich nicht lesen: %2.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Prüfen Sie den Pfad.</translation>
    </message>
    <message>
        <source>The index %1 has %2 bytes instead of %3.</source>
        <translation>Der Index %1 hat %2 Bytes statt %3.</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>Kopieren Sie ihn neu, oder laden Sie ihn neu herunter.</translation>
    </message>
    <message>
        <source>Check the disk, then run the command again.</source>
        <translation>Prüfen Sie den Datenträger und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The index %1 became shorter while it was read.</source>
        <translation>Der Index %1 wurde kürzer, während er gelesen wurde.</translation>
    </message>
    <message>
        <source>%1 is no flat FAISS index by inner product.</source>
        <translation>%1 ist kein flacher FAISS-Index nach dem Skalarprodukt.</translation>
    </message>
    <message>
        <source>Give the index of the G3 gallery, an IndexFlatIP.</source>
        <translation>Nennen Sie den Index der G3-Galerie, einen IndexFlatIP.</translation>
    </message>
    <message>
        <source>Choose another name, or remove that one.</source>
        <translation>Wählen Sie einen anderen Namen, oder entfernen Sie jene.</translation>
    </message>
    <message>
        <source>No row of %1 has a position.</source>
        <translation>Keine Zeile von %1 hat eine Position.</translation>
    </message>
    <message>
        <source>Give the MP16-Pro metadata.</source>
        <translation>Nennen Sie die Metadaten von MP16-Pro.</translation>
    </message>
    <message>
        <source>%1 has %2 rows and %3 has %4.</source>
        <translation>%1 hat %2 Zeilen und %3 hat %4.</translation>
    </message>
    <message>
        <source>%1 has more than %2 rows and %3 has %4.</source>
        <translation>%1 hat mehr als %2 Zeilen und %3 hat %4.</translation>
    </message>
    <message>
        <source>Give the index and the metadata of the same gallery.</source>
        <translation>Nennen Sie Index und Metadaten derselben Galerie.</translation>
    </message>
    <message>
        <source>The rows of %1 have %2 numbers, and those of the encoder %3 %4.</source>
        <translation>Die Zeilen von %1 haben %2 Zahlen, die des Encoders %3 haben %4.</translation>
    </message>
    <message>
        <source>Give the index that this encoder made.</source>
        <translation>Nennen Sie den Index, der mit diesem Encoder erstellt wurde.</translation>
    </message>
    <message>
        <source>Check the path after --metadata.</source>
        <translation>Prüfen Sie den Pfad der Metadaten.</translation>
    </message>
    <message>
        <source>%1 is no text in UTF-8 near line %2.</source>
        <translation>%1 ist bei Zeile %2 kein Text in UTF-8.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Laden Sie die Datei noch einmal herunter.</translation>
    </message>
    <message>
        <source>%1 is no CSV at line %2: %3.</source>
        <translation>%1 ist in Zeile %2 kein CSV: %3.</translation>
    </message>
    <message>
        <source>Give the MP16-Pro metadata, whose first line names its columns.</source>
        <translation>Nennen Sie die Metadaten von MP16-Pro, deren erste Zeile die Spalten nennt.</translation>
    </message>
    <message>
        <source>No row has a vector.</source>
        <translation>Keine Zeile hat einen Vektor.</translation>
    </message>
    <message>
        <source>Download or build the index again.</source>
        <translation>Laden oder erstellen Sie den Index neu.</translation>
    </message>
    <message>
        <source>The rows were not made by this encoder: one comes back with a cosine of %1.</source>
        <translation>Die Zeilen wurden nicht mit diesem Encoder erstellt: Eine kommt mit einem Kosinus von %1 zurück.</translation>
    </message>
    <message>
        <source>Install the pack of the encoder that made them, and use that one.</source>
        <translation>Installieren Sie das Paket des Encoders, mit dem sie erstellt wurden, und verwenden Sie diesen.</translation>
    </message>
    <message>
        <source>The published gallery needs the pack %1, whose encoder made it.</source>
        <translation>Die veröffentlichte Galerie braucht das Paket %1, mit dessen Encoder sie erstellt wurde.</translation>
    </message>
    <message>
        <source>`g3desktop packs install %1`, or `g3desktop packs import FOLDER` with the folder of g3.pth.</source>
        <translation>`g3desktop packs install %1` oder `g3desktop packs import ORDNER` mit dem Ordner von g3.pth.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>%1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>Check the path after --csv.</source>
        <translation>Prüfen Sie den Pfad der CSV-Datei.</translation>
    </message>
    <message>
        <source>%1 is not text.</source>
        <translation>%1 ist kein Text.</translation>
    </message>
    <message>
        <source>Save it as CSV in UTF-8.</source>
        <translation>Speichern Sie die Datei als CSV in UTF-8.</translation>
    </message>
    <message>
        <source>%1 has no column %2.</source>
        <translation>%1 hat keine Spalte %2.</translation>
    </message>
    <message>
        <source>%1 has no column %2 or %3.</source>
        <translation>%1 hat keine Spalte %2 oder %3.</translation>
    </message>
    <message>
        <source>%1 has no column %2 or %3 or %4.</source>
        <translation>%1 hat keine Spalte %2, %3 oder %4.</translation>
    </message>
    <message>
        <source>Its first line must name the columns file, lat and lon.</source>
        <translation>Die erste Zeile muss die Spalten file, lat und lon nennen.</translation>
    </message>
    <message>
        <source>%1 has more than one column %2.</source>
        <translation>%1 hat mehr als eine Spalte %2.</translation>
    </message>
    <message>
        <source>%1 has more than one column %2 and %3.</source>
        <translation>%1 hat mehr als eine Spalte %2 und %3.</translation>
    </message>
    <message>
        <source>Keep one column of each name.</source>
        <translation>Behalten Sie von jedem Namen eine Spalte.</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, Zeile %2: %3</translation>
    </message>
    <message>
        <source>cannot be read as CSV (%1)</source>
        <translation>nicht als CSV lesbar (%1)</translation>
    </message>
    <message>
        <source>has %1 fields where the first line names %2</source>
        <translation>hat %1 Felder, wo die erste Zeile %2 nennt</translation>
    </message>
    <message>
        <source>there is no file %1 in %2</source>
        <translation>es gibt keine Datei %1 in %2</translation>
    </message>
    <message>
        <source>names no file</source>
        <translation>nennt keine Datei</translation>
    </message>
    <message>
        <source>%1 leads out of the folder; name files relative to it</source>
        <translation>%1 führt aus dem Ordner hinaus; nennen Sie Dateien von ihm aus</translation>
    </message>
    <message>
        <source>latitude %1 and longitude %2 look swapped</source>
        <translation>Breite %1 und Länge %2 sind wohl vertauscht</translation>
    </message>
    <message>
        <source>latitude %1 is outside -90 to 90</source>
        <translation>die Breite %1 liegt außerhalb von -90 bis 90</translation>
    </message>
    <message>
        <source>longitude %1 is outside -180 to 180</source>
        <translation>die Länge %1 liegt außerhalb von -180 bis 180</translation>
    </message>
    <message>
        <source>latitude 0 and longitude 0 stand for a missing position</source>
        <translation>Breite 0 und Länge 0 stehen für eine fehlende Position</translation>
    </message>
    <message>
        <source>has no latitude</source>
        <translation>hat keine Breite</translation>
    </message>
    <message>
        <source>has no longitude</source>
        <translation>hat keine Länge</translation>
    </message>
    <message>
        <source>latitude %1 is not a number</source>
        <translation>die Breite %1 ist keine Zahl</translation>
    </message>
    <message>
        <source>longitude %1 is not a number</source>
        <translation>die Länge %1 ist keine Zahl</translation>
    </message>
    <message>
        <source>repeats line %1 (%2)</source>
        <translation>wiederholt Zeile %1 (%2)</translation>
    </message>
    <message>
        <source>puts %1 elsewhere than line %2, which is used</source>
        <translation>setzt %1 an einen anderen Ort als Zeile %2, die gilt</translation>
    </message>
    <message>
        <source>There is no pack %1.</source>
        <translation>Es gibt kein Paket %1.</translation>
    </message>
    <message>
        <source>See `g3desktop packs list`; `g3desktop packs import FOLDER` adds one.</source>
        <translation>Sehen Sie in `g3desktop packs list` nach; `g3desktop packs import ORDNER` fügt eines hinzu.</translation>
    </message>
    <message>
        <source>A pack is a folder with a pack.json.</source>
        <translation>Ein Paket ist ein Ordner mit einer pack.json.</translation>
    </message>
    <message>
        <source>%1 is too large to be a pack&apos;s description.</source>
        <translation>%1 ist zu groß für die Beschreibung eines Pakets.</translation>
    </message>
    <message>
        <source>%1 is damaged: the file: %2.</source>
        <translation>%1 ist beschädigt: die Datei: %2.</translation>
    </message>
    <message>
        <source>Remove the pack and install it again.</source>
        <translation>Entfernen Sie das Paket, und installieren Sie es neu.</translation>
    </message>
    <message>
        <source>The pack %1 is part of the program and cannot be removed.</source>
        <translation>Das Paket %1 gehört zum Programm und lässt sich nicht entfernen.</translation>
    </message>
    <message>
        <source>Uninstall the program to remove it.</source>
        <translation>Deinstallieren Sie das Programm, um es zu entfernen.</translation>
    </message>
    <message>
        <source>The description of %1 is not sound: %2.</source>
        <translation>Die Beschreibung von %1 ist nicht in Ordnung: %2.</translation>
    </message>
    <message>
        <source>%1 holds the pack %2.</source>
        <translation>%1 enthält das Paket %2.</translation>
    </message>
    <message>
        <source>Give the folder the pack&apos;s name.</source>
        <translation>Geben Sie dem Ordner den Namen des Pakets.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Prüfen Sie die Zugriffsrechte.</translation>
    </message>
    <message>
        <source>its format is %1, which this version of the program does not know</source>
        <translation>das Format ist %1, das diese Version des Programms nicht kennt</translation>
    </message>
    <message>
        <source>%1 is no id</source>
        <translation>%1 ist keine Kennung</translation>
    </message>
    <message>
        <source>the weights %1 are not among its files</source>
        <translation>die Gewichte %1 sind nicht unter den Dateien</translation>
    </message>
    <message>
        <source>the encoder&apos;s dimensions are out of range</source>
        <translation>die Maße des Encoders liegen außerhalb des Möglichen</translation>
    </message>
    <message>
        <source>the fusion weights are out of range</source>
        <translation>die Gewichte der Zusammenführung liegen außerhalb des Möglichen</translation>
    </message>
    <message>
        <source>it names a file twice</source>
        <translation>eine Datei ist zweimal genannt</translation>
    </message>
    <message>
        <source>%1 is no path inside the pack</source>
        <translation>%1 ist kein Pfad innerhalb des Pakets</translation>
    </message>
    <message>
        <source>size or sha256 of %1 is none</source>
        <translation>Größe oder sha256 von %1 ist keine</translation>
    </message>
    <message>
        <source>%1 leads out of the pack.</source>
        <translation>%1 führt aus dem Paket hinaus.</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1 fehlt.</translation>
    </message>
    <message>
        <source>it has %1 bytes, not %2</source>
        <translation>%1 Byte sind da, nicht %2</translation>
    </message>
    <message>
        <source>its contents changed</source>
        <translation>der Inhalt hat sich geändert</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 ist schon da.</translation>
    </message>
    <message>
        <source>Remove it first.</source>
        <translation>Entfernen Sie es zuerst.</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>Schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2.</source>
        <translation>%1 ist nicht verwendbar: %2.</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions.</source>
        <translation>Prüfen Sie die Zugriffsrechte des Ordners.</translation>
    </message>
    <message>
        <source>%1 holds neither %2 nor %3.</source>
        <translation>%1 enthält weder %2 noch %3.</translation>
    </message>
    <message>
        <source>Name the folder of a pack, or the one that the published checkpoint lies in.</source>
        <translation>Nennen Sie den Ordner eines Pakets oder den, in dem der veröffentlichte Checkpoint liegt.</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 ist keine Datei.</translation>
    </message>
    <message>
        <source>%1 is not a checkpoint that can be read without running code from it.</source>
        <translation>%1 ist kein Checkpoint, der sich lesen lässt, ohne Programmcode daraus auszuführen.</translation>
    </message>
    <message>
        <source>%1 holds no weights.</source>
        <translation>%1 enthält keine Gewichte.</translation>
    </message>
    <message>
        <source>%1 holds more than weights.</source>
        <translation>%1 enthält mehr als Gewichte.</translation>
    </message>
    <message>
        <source>%1 holds numbers that are not finite, in %2.</source>
        <translation>%1 enthält Zahlen, die nicht endlich sind, in %2.</translation>
    </message>
    <message>
        <source>%1 lacks %2 of G3&apos;s %3 tensors: %4.</source>
        <translation>%1 fehlen %2 der %3 Tensoren von G3: %4.</translation>
    </message>
    <message>
        <source>%1 holds %2 tensors that G3 has not: %3.</source>
        <translation>%1 enthält %2 Tensoren, die G3 nicht hat: %3.</translation>
    </message>
    <message>
        <source>%1 and more</source>
        <translation>%1 und mehr</translation>
    </message>
    <message>
        <source>%1 holds %2 with shape %3, not %4.</source>
        <translation>%1 enthält %2 mit der Form %3, nicht %4.</translation>
    </message>
    <message>
        <source>%1 holds %2 as %3, not float32 or float16.</source>
        <translation>%1 enthält %2 als %3, nicht als float32 oder float16.</translation>
    </message>
    <message>
        <source>Get the published g3.pth again and import its folder.</source>
        <translation>Holen Sie die veröffentlichte g3.pth noch einmal, und importieren Sie ihren Ordner.</translation>
    </message>
    <message>
        <source>%1 describes an encoder that this version cannot build.</source>
        <translation>%1 beschreibt einen Encoder, den diese Version nicht laden kann.</translation>
    </message>
    <message>
        <source>Import the published checkpoint again, or update the program.</source>
        <translation>Importieren Sie den veröffentlichten Checkpoint noch einmal, oder aktualisieren Sie das Programm.</translation>
    </message>
    <message>
        <source>%1 holds %2 in another shape.</source>
        <translation>%1 enthält %2 in einer anderen Form.</translation>
    </message>
    <message>
        <source>%1 lacks %2 tensors (%3).</source>
        <translation>%1 fehlen %2 Tensoren (%3).</translation>
    </message>
    <message>
        <source>%1 holds %2 unknown tensors (%3).</source>
        <translation>%1 enthält %2 unbekannte Tensoren (%3).</translation>
    </message>
    <message>
        <source>Verify the pack, or install it again.</source>
        <translation>Prüfen Sie das Paket, oder installieren Sie es neu.</translation>
    </message>
    <message>
        <source>This version of timm has no image network named %1.</source>
        <translation>Diese Version von timm hat kein Bildnetz namens %1.</translation>
    </message>
    <message>
        <source>Update the program, or check the architecture in the recipe.</source>
        <translation>Aktualisieren Sie das Programm, oder prüfen Sie die Architektur im Rezept.</translation>
    </message>
    <message>
        <source>The weights %1 cannot be read.</source>
        <translation>Die Gewichte %1 sind nicht lesbar.</translation>
    </message>
    <message>
        <source>The weights %1 do not fit %2: %3.</source>
        <translation>Die Gewichte %1 passen nicht zu %2: %3.</translation>
    </message>
    <message>
        <source>The weights %1 are not a starter&apos;s.</source>
        <translation>Die Gewichte %1 sind nicht die eines Starters.</translation>
    </message>
    <message>
        <source>Install the pack again.</source>
        <translation>Installieren Sie das Paket neu.</translation>
    </message>
    <message>
        <source>%1 is not ready.</source>
        <translation>%1 ist nicht bereit.</translation>
    </message>
    <message>
        <source>Start the program again.</source>
        <translation>Starten Sie das Programm neu.</translation>
    </message>
    <message>
        <source>%1 is damaged, and another window has it open.</source>
        <translation>%1 ist beschädigt und in einem anderen Fenster geöffnet.</translation>
    </message>
    <message>
        <source>Close the other window and start again.</source>
        <translation>Schließen Sie das andere Fenster, und starten Sie neu.</translation>
    </message>
    <message>
        <source>The folder %1 cannot hold a library: it lacks shared memory.</source>
        <translation>Der Ordner %1 kann die Fotoliste nicht aufnehmen: Ihm fehlt gemeinsamer Speicher.</translation>
    </message>
    <message>
        <source>Choose a folder on a disk of this machine.</source>
        <translation>Wählen Sie einen Ordner auf einer Festplatte dieses Rechners.</translation>
    </message>
    <message>
        <source>It is kept as %1, and the list begins empty.</source>
        <translation>Die Datei bleibt als %1 erhalten, und die Liste beginnt leer.</translation>
    </message>
    <message>
        <source>%1 is in use by another program.</source>
        <translation>%1 wird von einem anderen Programm benutzt.</translation>
    </message>
    <message>
        <source>Close its other window and try again.</source>
        <translation>Schließen Sie dessen Fenster, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>%1 ist nicht schreibbar: %2.</translation>
    </message>
    <message>
        <source>Free some space on its disk and try again.</source>
        <translation>Schaffen Sie Platz auf der Festplatte, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>Start the program again: it sets the file aside and begins a new one.</source>
        <translation>Starten Sie das Programm neu: Es legt die Datei beiseite und beginnt eine neue.</translation>
    </message>
    <message>
        <source>Check the permissions of the file and its folder.</source>
        <translation>Prüfen Sie die Zugriffsrechte der Datei und ihres Ordners.</translation>
    </message>
    <message>
        <source>Check its permissions and the free space on its disk.</source>
        <translation>Prüfen Sie die Zugriffsrechte und den freien Platz auf der Festplatte.</translation>
    </message>
    <message>
        <source>The answer kept in %1 cannot be read: %2</source>
        <translation>Die Antwort in %1 ist nicht lesbar: %2</translation>
    </message>
    <message>
        <source>Let the photo be done again.</source>
        <translation>Verorten Sie das Foto erneut.</translation>
    </message>
    <message>
        <source>An answer takes %1 characters.</source>
        <translation>Eine Antwort hat %1 Zeichen.</translation>
    </message>
    <message>
        <source>An answer is no JSON: %1.</source>
        <translation>Eine Antwort ist kein JSON: %1.</translation>
    </message>
    <message>
        <source>An answer is no %1: a source without its kind.</source>
        <translation>Eine Antwort ist kein %1: eine Quelle ohne ihre Art.</translation>
    </message>
    <message>
        <source>An answer is no %1: %2: %3.</source>
        <translation>Eine Antwort ist kein %1: %2: %3.</translation>
    </message>
    <message>
        <source>An answer is no %1: the whole: %2.</source>
        <translation>Eine Antwort ist kein %1: das Ganze: %2.</translation>
    </message>
    <message>
        <source>a whole number is too large</source>
        <translation>eine ganze Zahl ist zu groß</translation>
    </message>
    <message>
        <source>a number is too large</source>
        <translation>eine Zahl ist zu groß</translation>
    </message>
    <message>
        <source>%1 is no number</source>
        <translation>%1 ist keine Zahl</translation>
    </message>
    <message>
        <source>%1 holds something else than a library of photos.</source>
        <translation>%1 enthält etwas anderes als eine Fotoliste.</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of the program.</source>
        <translation>%1 stammt von einer neueren Version des Programms.</translation>
    </message>
    <message>
        <source>Install the newest version, or move the file away to start an empty library.</source>
        <translation>Installieren Sie die neueste Version, oder verschieben Sie die Datei, um mit einer leeren Liste zu beginnen.</translation>
    </message>
    <message>
        <source>The copy %1 is damaged: %2.</source>
        <translation>Die Kopie %1 ist beschädigt: %2.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>rows refer to photos that are missing</source>
        <translation>Zeilen verweisen auf Fotos, die fehlen</translation>
    </message>
    <message>
        <source>%1 cannot be brought from version %2 to %3: %4.</source>
        <translation>%1 lässt sich nicht von Version %2 auf %3 bringen: %4.</translation>
    </message>
    <message>
        <source>Report this; the file is as it was.</source>
        <translation>Melden Sie das; die Datei ist unverändert.</translation>
    </message>
    <message>
        <source>Move it away to start an empty library.</source>
        <translation>Verschieben Sie sie, um mit einer leeren Liste zu beginnen.</translation>
    </message>
    <message>
        <source>The settings %1: %2.</source>
        <translation>Die Einstellungen %1: %2.</translation>
    </message>
    <message>
        <source>The settings %1 cannot be read.</source>
        <translation>Die Einstellungen %1 sind nicht lesbar.</translation>
    </message>
    <message>
        <source>The settings %1 are no TOML: %2.</source>
        <translation>Die Einstellungen %1 sind kein TOML: %2.</translation>
    </message>
    <message>
        <source>The settings %1 cannot be written: %2.</source>
        <translation>Die Einstellungen %1 sind nicht schreibbar: %2.</translation>
    </message>
    <message>
        <source>Mend or delete it.</source>
        <translation>Berichtigen oder löschen Sie die Datei.</translation>
    </message>
    <message>
        <source>Mend or delete the file.</source>
        <translation>Berichtigen oder löschen Sie die Datei.</translation>
    </message>
    <message>
        <source>%1 is not a list of numbers such as 0,5,10,15</source>
        <translation>%1 ist keine Liste von Zahlen wie 0,5,10,15</translation>
    </message>
    <message>
        <source>the numbers must differ and be at most %1</source>
        <translation>die Zahlen müssen verschieden und höchstens %1 sein</translation>
    </message>
    <message>
        <source>silence_limit_s must be a finite number of seconds above 0</source>
        <translation>silence_limit_s muss eine endliche Zahl von Sekunden über 0 sein</translation>
    </message>
    <message>
        <source>%1 must be a number from 0 to %2</source>
        <translation>%1 muss eine Zahl von 0 bis %2 sein</translation>
    </message>
    <message>
        <source>The storage folder %1 is no full path.</source>
        <translation>Der Speicherordner %1 ist kein vollständiger Pfad.</translation>
    </message>
    <message>
        <source>The storage folder %1 is not there.</source>
        <translation>Der Speicherordner %1 ist nicht da.</translation>
    </message>
    <message>
        <source>The storage folder %1 is no folder.</source>
        <translation>Der Speicherordner %1 ist kein Ordner.</translation>
    </message>
    <message>
        <source>The storage folder %1 cannot be written.</source>
        <translation>Der Speicherordner %1 ist nicht schreibbar.</translation>
    </message>
    <message>
        <source>Connect its disk, or choose another one: [storage] folder in the settings.</source>
        <translation>Schließen Sie seine Festplatte an, oder wählen Sie einen anderen: [storage] folder in den Einstellungen.</translation>
    </message>
    <message>
        <source>Choose a file of map tiles that ends in .pmtiles.</source>
        <translation>Wählen Sie eine Datei mit Kartenkacheln, die auf .pmtiles endet.</translation>
    </message>
    <message>
        <source>The map %1 cannot be read: %2.</source>
        <translation>Die Karte %1 ist nicht lesbar: %2.</translation>
    </message>
    <message>
        <source>%1 is no PMTiles file.</source>
        <translation>%1 ist keine PMTiles-Datei.</translation>
    </message>
    <message>
        <source>%1 is a PMTiles file of version %2; the map reads version %3.</source>
        <translation>%1 ist eine PMTiles-Datei der Version %2; die Karte liest Version %3.</translation>
    </message>
    <message>
        <source>Convert it: pmtiles convert OLD NEW.</source>
        <translation>Wandeln Sie sie um: pmtiles convert ALT NEU.</translation>
    </message>
    <message>
        <source>%1 holds tiles of a kind that the map cannot draw.</source>
        <translation>%1 enthält Kacheln einer Art, die die Karte nicht zeichnen kann.</translation>
    </message>
    <message>
        <source>%1 is cut short: %2 of %3 bytes are there.</source>
        <translation>%1 ist unvollständig: %2 von %3 Byte sind da.</translation>
    </message>
    <message>
        <source>Copy it again.</source>
        <translation>Kopieren Sie die Datei noch einmal.</translation>
    </message>
    <message>
        <source>%1 is no address of an Ollama server.</source>
        <translation>%1 ist keine Adresse eines Ollama-Servers.</translation>
    </message>
    <message>
        <source>Write host:port, for example %1.</source>
        <translation>Schreiben Sie Rechner:Port, zum Beispiel %1.</translation>
    </message>
    <message>
        <source>%1 is not this machine, and photos would be sent there.</source>
        <translation>%1 ist nicht dieser Rechner, und Fotos würden dorthin gesendet.</translation>
    </message>
    <message>
        <source>Say --llm-host-remote-ok if they may.</source>
        <translation>Sagen Sie --llm-host-remote-ok, wenn sie das dürfen.</translation>
    </message>
    <message>
        <source>%1 does not run on the Ollama server but in its maker&apos;s cloud.</source>
        <translation>%1 läuft nicht auf dem Ollama-Server, sondern in der Cloud seines Herstellers.</translation>
    </message>
    <message>
        <source>Choose another model, or say --llm-host-remote-ok if photos may go there.</source>
        <translation>Wählen Sie ein anderes Modell, oder sagen Sie --llm-host-remote-ok, wenn Fotos dorthin dürfen.</translation>
    </message>
    <message>
        <source>The Ollama server has no model that sees images.</source>
        <translation>Der Ollama-Server hat kein Modell, das Bilder sieht.</translation>
    </message>
    <message>
        <source>The Ollama server has only models that run on their makers&apos; servers.</source>
        <translation>Der Ollama-Server hat nur Modelle, die auf den Servern ihrer Hersteller laufen.</translation>
    </message>
    <message>
        <source>Get one: g3desktop models pull %1.</source>
        <translation>Holen Sie eines: g3desktop models pull %1.</translation>
    </message>
    <message>
        <source>The Ollama server has no model %1.</source>
        <translation>Der Ollama-Server hat kein Modell %1.</translation>
    </message>
    <message>
        <source>Get it: g3desktop models pull %1.</source>
        <translation>Holen Sie es: g3desktop models pull %1.</translation>
    </message>
    <message>
        <source>The model %1 does not see images.</source>
        <translation>Das Modell %1 sieht keine Bilder.</translation>
    </message>
    <message>
        <source>Choose one that does, such as %1.</source>
        <translation>Wählen Sie eines, das Bilder sieht, etwa %1.</translation>
    </message>
    <message>
        <source>Cannot ask %1 questions at once.</source>
        <translation>%1 Fragen auf einmal sind nicht möglich.</translation>
    </message>
    <message>
        <source>Ask at least one.</source>
        <translation>Stellen Sie mindestens eine.</translation>
    </message>
    <message>
        <source>%1 stopped before %2 was there.</source>
        <translation>%1 hörte auf, bevor %2 da war.</translation>
    </message>
    <message>
        <source>Try again: it goes on where it stopped.</source>
        <translation>Versuchen Sie es noch einmal: Es geht dort weiter.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 antwortet nicht.</translation>
    </message>
    <message>
        <source>Restart Ollama, then try again.</source>
        <translation>Starten Sie Ollama neu, und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 broke off the connection.</source>
        <translation>%1 hat die Verbindung abgebrochen.</translation>
    </message>
    <message>
        <source>Look at the name: g3desktop models list.</source>
        <translation>Sehen Sie nach dem Namen: g3desktop models list.</translation>
    </message>
    <message>
        <source>Ollama&apos;s log may say more.</source>
        <translation>Vielleicht sagt das Protokoll von Ollama mehr.</translation>
    </message>
    <message>
        <source>No Ollama server answers at %1.</source>
        <translation>Unter %1 antwortet kein Ollama-Server.</translation>
    </message>
    <message>
        <source>Start Ollama, or get it from https://ollama.com/download.</source>
        <translation>Starten Sie Ollama, oder holen Sie es von https://ollama.com/download.</translation>
    </message>
    <message>
        <source>Start Ollama there, or see whether the address is right.</source>
        <translation>Starten Sie Ollama dort, oder prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>What answers at %1 is no Ollama server.</source>
        <translation>Was unter %1 antwortet, ist kein Ollama-Server.</translation>
    </message>
    <message>
        <source>See whether the address is right.</source>
        <translation>Prüfen Sie die Adresse.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 MB, %4 MB/s</source>
        <translation>%1: %2 von %3 MB, %4 MB/s</translation>
    </message>
    <message>
        <source>[Errno %1] %2: %3</source>
        <translation>%2 (errno %1): %3</translation>
    </message>
    <message>
        <source>[Errno %1] %2</source>
        <translation>%2 (errno %1)</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>keine Berechtigung</translation>
    </message>
    <message>
        <source>operation not permitted</source>
        <translation>nicht erlaubt</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>Datei oder Ordner nicht gefunden</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>ist ein Ordner</translation>
    </message>
    <message>
        <source>not a directory</source>
        <translation>ist kein Ordner</translation>
    </message>
    <message>
        <source>file exists</source>
        <translation>Datei ist schon da</translation>
    </message>
    <message>
        <source>directory not empty</source>
        <translation>Ordner ist nicht leer</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>kein Platz mehr auf der Festplatte</translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <translation>das Speicherkontingent ist erschöpft</translation>
    </message>
    <message>
        <source>file too large</source>
        <translation>Datei zu groß</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>das Dateisystem ist schreibgeschützt</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>Ein-/Ausgabefehler</translation>
    </message>
    <message>
        <source>file name too long</source>
        <translation>Dateiname zu lang</translation>
    </message>
    <message>
        <source>too many levels of symbolic links</source>
        <translation>zu viele verschachtelte Verweise</translation>
    </message>
    <message>
        <source>too many open files</source>
        <translation>zu viele offene Dateien</translation>
    </message>
    <message>
        <source>device or resource busy</source>
        <translation>Gerät oder Ressource belegt</translation>
    </message>
    <message>
        <source>resource temporarily unavailable</source>
        <translation>vorübergehend nicht verfügbar</translation>
    </message>
    <message>
        <source>stale file handle</source>
        <translation>die Netzwerkfreigabe ist nicht mehr gültig</translation>
    </message>
    <message>
        <source>transport endpoint is not connected</source>
        <translation>das Netzlaufwerk ist nicht verbunden</translation>
    </message>
    <message>
        <source>host is down</source>
        <translation>der Rechner ist nicht erreichbar</translation>
    </message>
    <message>
        <source>no such device</source>
        <translation>Gerät nicht gefunden</translation>
    </message>
    <message>
        <source>no such device or address</source>
        <translation>Gerät oder Adresse nicht gefunden</translation>
    </message>
    <message>
        <source>invalid argument</source>
        <translation>ungültiges Argument</translation>
    </message>
    <message>
        <source>cannot allocate memory</source>
        <translation>kein Arbeitsspeicher mehr</translation>
    </message>
    <message>
        <source>exec format error</source>
        <translation>kein ausführbares Programm</translation>
    </message>
    <message>
        <source>embedded null byte</source>
        <translation>ein Nullbyte im Namen</translation>
    </message>
    <message>
        <source>embedded null character in path</source>
        <translation>ein Nullzeichen im Pfad</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>die Datenbank ist beschädigt</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>keine Datenbank</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>Lese- oder Schreibfehler der Festplatte</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>Datenbank oder Festplatte voll</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>die Datenbank ist gesperrt</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>die Datenbank ist schreibgeschützt</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>die Datenbank lässt sich nicht öffnen</translation>
    </message>
    <message>
        <source>no such table: %1</source>
        <translation>Tabelle fehlt: %1</translation>
    </message>
    <message>
        <source>broken data stream when reading image file</source>
        <translation>die Bilddaten sind fehlerhaft</translation>
    </message>
    <message>
        <source>unrecognized data stream contents when reading image file</source>
        <translation>die Bilddaten sind nicht zu erkennen</translation>
    </message>
    <message>
        <source>broken PNG file (chunk %1)</source>
        <translation>fehlerhafte PNG-Datei (Block %1)</translation>
    </message>
    <message>
        <source>decoder error %1 when reading image file</source>
        <translation>Fehler %1 beim Lesen der Bilddaten</translation>
    </message>
    <message>
        <source>cannot identify image file %1</source>
        <translation>kein erkennbares Bild: %1</translation>
    </message>
    <message>
        <source>input should be a valid string</source>
        <translation>muss ein Text sein</translation>
    </message>
    <message>
        <source>input should be a valid number</source>
        <translation>muss eine Zahl sein</translation>
    </message>
    <message>
        <source>input should be a valid integer</source>
        <translation>muss eine ganze Zahl sein</translation>
    </message>
    <message>
        <source>input should be a valid boolean</source>
        <translation>muss true oder false sein</translation>
    </message>
    <message>
        <source>input should be %1</source>
        <translation>muss dies sein: %1</translation>
    </message>
    <message>
        <source>unexpected keyword argument</source>
        <translation>unbekannter Name</translation>
    </message>
    <message>
        <source>field required</source>
        <translation>fehlt</translation>
    </message>
    <message>
        <source>invalid JSON: %1</source>
        <translation>kein JSON: %1</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1; %2</translation>
    </message>
    <message>
        <source>The pack %1 is no encoder.</source>
        <translation>Das Paket %1 ist kein Encoder.</translation>
    </message>
    <message>
        <source>`g3desktop packs list` shows which are.</source>
        <translation>`g3desktop packs list` zeigt, welche es sind.</translation>
    </message>
    <message>
        <source>Get the pack again.</source>
        <translation>Holen Sie das Paket noch einmal.</translation>
    </message>
    <message>
        <source>the archive %1 is not among its files</source>
        <translation>das Archiv %1 ist nicht unter seinen Dateien</translation>
    </message>
    <message>
        <source>it describes an encoder, and is none</source>
        <translation>es beschreibt einen Encoder und ist keiner</translation>
    </message>
    <message>
        <source>it does not say what the gallery is called</source>
        <translation>es sagt nicht, wie die Galerie heißt</translation>
    </message>
    <message>
        <source>it describes no encoder</source>
        <translation>es beschreibt keinen Encoder</translation>
    </message>
    <message>
        <source>it holds what is no plain file of the pack</source>
        <translation>es enthält etwas, das keine einfache Datei des Pakets ist</translation>
    </message>
    <message>
        <source>%1 is not part of the pack.</source>
        <translation>%1 gehört nicht zum Paket.</translation>
    </message>
    <message>
        <source>Remove that file.</source>
        <translation>Entfernen Sie diese Datei.</translation>
    </message>
    <message>
        <source>The pack %1 is being installed or removed by another run of the program.</source>
        <translation>Das Paket %1 wird gerade von einem anderen Lauf des Programms installiert oder entfernt.</translation>
    </message>
    <message>
        <source>Wait until that is done.</source>
        <translation>Warten Sie, bis das fertig ist.</translation>
    </message>
    <message>
        <source>The pack %1 is part of the program, and is not there.</source>
        <translation>Das Paket %1 gehört zum Programm und fehlt.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Installieren Sie das Programm neu.</translation>
    </message>
    <message>
        <source>The pack %1 holds nothing.</source>
        <translation>Das Paket %1 enthält nichts.</translation>
    </message>
    <message>
        <source>Name another source.</source>
        <translation>Nennen Sie eine andere Quelle.</translation>
    </message>
    <message>
        <source>There is no pack %1 to install.</source>
        <translation>Es gibt kein Paket %1, das sich installieren ließe.</translation>
    </message>
    <message>
        <source>Known are %1; others come with --from or `g3desktop packs import`.</source>
        <translation>Bekannt sind %1; andere kommen mit --from oder `g3desktop packs import`.</translation>
    </message>
    <message>
        <source>Nobody knows what becomes of the files of %1.</source>
        <translation>Niemand weiß, was aus den Dateien von %1 wird.</translation>
    </message>
    <message>
        <source>Name a folder or an address that holds a pack.json.</source>
        <translation>Nennen Sie einen Ordner oder eine Adresse mit einer pack.json.</translation>
    </message>
    <message>
        <source>The pack %1 needs the pack %2, which is not installed.</source>
        <translation>Das Paket %1 braucht das Paket %2, das nicht installiert ist.</translation>
    </message>
    <message>
        <source>Install that first: g3desktop packs install %1.</source>
        <translation>Installieren Sie zuerst dieses: g3desktop packs install %1.</translation>
    </message>
    <message>
        <source>There is a gallery %1 already.</source>
        <translation>Es gibt schon eine Galerie %1.</translation>
    </message>
    <message>
        <source>Remove that one: g3desktop gallery remove %1; or import it with --name.</source>
        <translation>Entfernen Sie die vorhandene: g3desktop gallery remove %1; oder importieren Sie diese mit --name.</translation>
    </message>
    <message>
        <source>The %1 were not accepted.</source>
        <translation>Die %1 wurden nicht angenommen.</translation>
    </message>
    <message>
        <source>Read them (%1), then use --accept-terms.</source>
        <translation>Lesen Sie sie (%1), dann verwenden Sie --accept-terms.</translation>
    </message>
    <message>
        <source>Terms of use of MP16-Pro</source>
        <translation>Nutzungsbedingungen von MP16-Pro</translation>
    </message>
    <message>
        <source>small encoder, part of the program</source>
        <translation>kleiner Encoder, Teil des Programms</translation>
    </message>
    <message>
        <source>the paper&apos;s encoder</source>
        <translation>der Encoder der Veröffentlichung</translation>
    </message>
    <message>
        <source>positions, authors and places of the paper&apos;s 4.12 million photos</source>
        <translation>Positionen, Urheber und Orte der 4,12 Millionen Fotos der Veröffentlichung</translation>
    </message>
    <message>
        <source>for academic use alone</source>
        <translation>nur für wissenschaftliche Zwecke</translation>
    </message>
    <message>
        <source>the paper&apos;s gallery; becomes a compact one</source>
        <translation>die Galerie der Veröffentlichung; wird zu einer kompakten</translation>
    </message>
    <message>
        <source>streets and places of the whole world for the map</source>
        <translation>Straßen und Orte der ganzen Welt für die Karte</translation>
    </message>
    <message>
        <source>ODbL-1.0, © OpenStreetMap contributors</source>
        <translation>ODbL-1.0, © OpenStreetMap-Mitwirkende</translation>
    </message>
    <message>
        <source>MP16-Pro is published for academic use alone.</source>
        <translation>MP16-Pro ist nur für wissenschaftliche Zwecke veröffentlicht.</translation>
    </message>
    <message>
        <source>It describes photos that their authors put on Flickr under Creative Commons licences: names of authors, positions, and names of places.</source>
        <translation>Es beschreibt Fotos, die ihre Urheber unter Creative-Commons-Lizenzen auf Flickr gestellt haben: Namen der Urheber, Positionen und Ortsnamen.</translation>
    </message>
    <message>
        <source>By accepting you say that you use it for research or teaching, that you name its source (Jia et al., G3, NeurIPS 2024) and each photo&apos;s author where you show or publish what came from it, that you keep to the licence of each photo, and that you do not use it against the people who took the photos or are seen in them.</source>
        <translation>Mit der Zustimmung erklären Sie, dass Sie es für Forschung oder Lehre verwenden, dass Sie die Quelle (Jia et al., G3, NeurIPS 2024) und den Urheber jedes Fotos nennen, wo Sie zeigen oder veröffentlichen, was daraus hervorging, dass Sie die Lizenz jedes Fotos einhalten und dass Sie es nicht gegen die Menschen verwenden, die die Fotos aufgenommen haben oder darauf zu sehen sind.</translation>
    </message>
    <message>
        <source>%1 was damaged on this disk: its download starts anew.</source>
        <translation>%1 war auf diesem Datenträger beschädigt: Der Download beginnt von vorn.</translation>
    </message>
    <message>
        <source>%1 changed at its source: its download starts anew.</source>
        <translation>%1 hat sich an der Quelle geändert: Der Download beginnt von vorn.</translation>
    </message>
    <message>
        <source>What %1 sends as %2 is not what was announced: it has another sha256.</source>
        <translation>Was %1 als %2 sendet, ist nicht, was angekündigt war: Es hat eine andere SHA-256-Prüfsumme.</translation>
    </message>
    <message>
        <source>Nothing was installed.</source>
        <translation>Es wurde nichts installiert.</translation>
    </message>
    <message>
        <source>Try again later, or another source with --from.</source>
        <translation>Versuchen Sie es später noch einmal, oder eine andere Quelle mit --from.</translation>
    </message>
    <message>
        <source>%1 sends %2 bytes of %3, and announced %4.</source>
        <translation>%1 sendet %2 Bytes von %3 und hat %4 angekündigt.</translation>
    </message>
    <message>
        <source>%1 changes at %2 while it is downloaded.</source>
        <translation>%1 ändert sich bei %2, während es heruntergeladen wird.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>%1 ist nicht erreichbar: %2.</translation>
    </message>
    <message>
        <source>What has come stays: run the same command again when there is a connection.</source>
        <translation>Was schon heruntergeladen ist, bleibt erhalten: Machen Sie weiter, sobald es eine Verbindung gibt.</translation>
    </message>
    <message>
        <source>What has come stays: run the same command again later.</source>
        <translation>Was schon heruntergeladen ist, bleibt erhalten: Machen Sie später weiter.</translation>
    </message>
    <message>
        <source>Installed and working: %1.</source>
        <translation>Installiert und einsatzbereit: %1.</translation>
    </message>
    <message>
        <source>%1 gives %2 to people alone who asked for it.</source>
        <translation>%1 gibt %2 nur an Personen, die darum gebeten haben.</translation>
    </message>
    <message>
        <source>Ask for it on its page there, log in with `hf auth login`, and try again.</source>
        <translation>Bitten Sie auf der dortigen Seite darum, melden Sie sich mit `hf auth login` an und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>%1 has no %2.</source>
        <translation>%2 gibt es bei %1 nicht.</translation>
    </message>
    <message>
        <source>It may have been moved: name another source with --from.</source>
        <translation>Vielleicht ist es umgezogen: Nennen Sie mit --from eine andere Quelle.</translation>
    </message>
    <message>
        <source>%1 does not give %2: %3.</source>
        <translation>%1 liefert %2 nicht: %3.</translation>
    </message>
    <message>
        <source>%1 does not say the sha256 of %2.</source>
        <translation>%1 nennt die SHA-256-Prüfsumme von %2 nicht.</translation>
    </message>
    <message>
        <source>%1 says two things about %2.</source>
        <translation>%1 sagt zweierlei über %2.</translation>
    </message>
    <message>
        <source>Run the same command again later.</source>
        <translation>Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>%1 on %2 has no %3.</source>
        <translation>%3 gibt es in %1 auf %2 nicht.</translation>
    </message>
    <message>
        <source>It may have been renamed: get the file and use --from FOLDER.</source>
        <translation>Vielleicht wurde es umbenannt: Holen Sie die Datei und verwenden Sie --from ORDNER.</translation>
    </message>
    <message>
        <source>%1 holds nothing of the pack %2.</source>
        <translation>%1 enthält nichts vom Paket %2.</translation>
    </message>
    <message>
        <source>Name one that holds %1.</source>
        <translation>Nennen Sie eine Quelle, die %1 enthält.</translation>
    </message>
    <message>
        <source>A mirror holds a folder for each pack, with its pack.json and its files.</source>
        <translation>Ein Spiegel enthält für jedes Paket einen Ordner mit seiner pack.json und seinen Dateien.</translation>
    </message>
    <message>
        <source>%1 has no file of the last %2 days.</source>
        <translation>%1 hat keine Datei der letzten %2 Tage.</translation>
    </message>
    <message>
        <source>Look at %1 for one, or make a smaller one with `pmtiles extract`, and name it: g3desktop packs install %2 --from ADDRESS_OR_FOLDER.</source>
        <translation>Suchen Sie bei %1 eine, oder erzeugen Sie mit `pmtiles extract` eine kleinere, und nennen Sie sie: g3desktop packs install %2 --from ADRESSE_ODER_ORDNER.</translation>
    </message>
    <message>
        <source>Name another source with --from.</source>
        <translation>Nennen Sie mit --from eine andere Quelle.</translation>
    </message>
    <message>
        <source>%1 does not say how large %2 is.</source>
        <translation>%1 sagt nicht, wie groß %2 ist.</translation>
    </message>
    <message>
        <source>%1 has %2 free, and %3 are needed.</source>
        <translation>%1 hat %2 frei, und %3 werden gebraucht.</translation>
    </message>
    <message>
        <source>Free %1, or let G3DESKTOP_HOME or [storage] folder in the settings name a folder on a larger disk.</source>
        <translation>Geben Sie %1 frei, oder nennen Sie mit G3DESKTOP_HOME oder [storage] folder in den Einstellungen einen Ordner auf einem größeren Datenträger.</translation>
    </message>
    <message>
        <source>What has come stays.</source>
        <translation>Was schon heruntergeladen ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>it stopped before the end</source>
        <translation>die Übertragung endete zu früh</translation>
    </message>
    <message>
        <source>it sends another part than was asked for</source>
        <translation>er sendet einen anderen Teil als verlangt</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set</source>
        <translation>HF_HUB_OFFLINE ist gesetzt</translation>
    </message>
    <message>
        <source>there is no connection to it</source>
        <translation>es gibt keine Verbindung dorthin</translation>
    </message>
    <message>
        <source>it sends from one address to the next</source>
        <translation>er schickt von einer Adresse zur nächsten</translation>
    </message>
    <message>
        <source>%1 is no address</source>
        <translation>%1 ist keine Adresse</translation>
    </message>
    <message>
        <source>it sends to an address without encryption</source>
        <translation>er schickt zu einer Adresse ohne Verschlüsselung</translation>
    </message>
    <message>
        <source>it compresses what it sends</source>
        <translation>er komprimiert, was er sendet</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>er antwortet nicht</translation>
    </message>
    <message>
        <source>it fell silent</source>
        <translation>er antwortet nicht mehr</translation>
    </message>
    <message>
        <source>the proxy refuses</source>
        <translation>der Proxy lehnt ab</translation>
    </message>
    <message>
        <source>the connection broke off</source>
        <translation>die Verbindung brach ab</translation>
    </message>
    <message>
        <source>The photo is no longer on %1.</source>
        <translation>Das Foto ist nicht mehr bei %1.</translation>
    </message>
    <message>
        <source>%1 does not show this photo to everybody.</source>
        <translation>%1 zeigt dieses Foto nicht allen.</translation>
    </message>
    <message>
        <source>Its page may say why.</source>
        <translation>Seine Seite sagt vielleicht, warum.</translation>
    </message>
    <message>
        <source>%1 asks to slow down.</source>
        <translation>%1 bittet, langsamer zu fragen.</translation>
    </message>
    <message>
        <source>Try again in %1 s.</source>
        <translation>Versuchen Sie es in %1&#xa0;s noch einmal.</translation>
    </message>
    <message>
        <source>Try again in some minutes.</source>
        <translation>Versuchen Sie es in einigen Minuten noch einmal.</translation>
    </message>
    <message>
        <source>%1 answers with HTTP %2.</source>
        <translation>%1 antwortet mit HTTP %2.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Versuchen Sie es später noch einmal.</translation>
    </message>
    <message>
        <source>%1 takes too long to answer.</source>
        <translation>%1 braucht zu lange für eine Antwort.</translation>
    </message>
    <message>
        <source>The connection to %1 broke off.</source>
        <translation>Die Verbindung zu %1 ist abgebrochen.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 ist nicht zu erreichen.</translation>
    </message>
    <message>
        <source>Check the network connection, then try again.</source>
        <translation>Prüfen Sie die Netzverbindung und versuchen Sie es noch einmal.</translation>
    </message>
    <message>
        <source>The proxy that the system names is of a kind that cannot be used.</source>
        <translation>Der Proxy, den das System nennt, ist von einer Art, die nicht verwendbar ist.</translation>
    </message>
    <message>
        <source>Use an HTTP proxy, or none.</source>
        <translation>Verwenden Sie einen HTTP-Proxy oder keinen.</translation>
    </message>
    <message>
        <source>%1 sent nothing that can be used: %2.</source>
        <translation>%1 hat nichts Brauchbares geschickt: %2.</translation>
    </message>
    <message>
        <source>it is no page of a photo</source>
        <translation>es ist keine Seite eines Fotos</translation>
    </message>
    <message>
        <source>it leads to another site</source>
        <translation>es führt zu einer anderen Website</translation>
    </message>
    <message>
        <source>it is redirected again and again</source>
        <translation>es wird immer wieder umgeleitet</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>es ist zu groß</translation>
    </message>
    <message>
        <source>it is no description of a picture</source>
        <translation>es ist keine Beschreibung eines Bildes</translation>
    </message>
    <message>
        <source>its page shows no picture</source>
        <translation>seine Seite zeigt kein Bild</translation>
    </message>
    <message>
        <source>it is no picture, or a damaged one</source>
        <translation>es ist kein Bild oder ein beschädigtes</translation>
    </message>
</context>
<context>
    <name>Session</name>
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
    <name>Start</name>
    <message>
        <source>The settings could not be used: this window works with the default ones.</source>
        <translation>Die Einstellungen konnten nicht verwendet werden: Dieses Fenster arbeitet mit den Voreinstellungen.</translation>
    </message>
    <message>
        <source>The storage folder could not be used: this window has the packs and galleries of the usual folder.</source>
        <translation>Der Speicherordner konnte nicht verwendet werden: Dieses Fenster hat die Pakete und Galerien des üblichen Ordners.</translation>
    </message>
    <message>
        <source>This is a fault of the program. Started with --debug in a terminal, it says more.</source>
        <translation>Das ist ein Fehler des Programms. In einem Terminal mit --debug gestartet, sagt es mehr dazu.</translation>
    </message>
    <message>
        <source>G3 Desktop cannot start.</source>
        <translation>G3 Desktop kann nicht starten.</translation>
    </message>
</context>
<context>
    <name>StartProblem</name>
    <message>
        <source>The settings stand in %1</source>
        <translation>Die Einstellungen stehen in %1</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Erneut versuchen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>The settings cannot be used.</source>
        <translation>Die Einstellungen können nicht verwendet werden.</translation>
    </message>
    <message>
        <source>Mend the file and try again. Or start with the default settings for once: the file stays as it is.</source>
        <translation>Berichtigen Sie die Datei und versuchen Sie es erneut. Oder starten Sie dieses eine Mal mit den Voreinstellungen: Die Datei bleibt, wie sie ist.</translation>
    </message>
    <message>
        <source>Start with the default settings</source>
        <translation>Mit Voreinstellungen starten</translation>
    </message>
    <message>
        <source>The storage folder cannot be used.</source>
        <translation>Der Speicherordner kann nicht verwendet werden.</translation>
    </message>
    <message>
        <source>Then try again. Or start with the usual folder for once: packs and galleries of the other one are missing then, and stay as they are.</source>
        <translation>Versuchen Sie es dann erneut. Oder starten Sie dieses eine Mal mit dem üblichen Ordner: Pakete und Galerien des anderen fehlen dann und bleiben, wie sie sind.</translation>
    </message>
    <message>
        <source>Start with the usual folder</source>
        <translation>Mit dem üblichen Ordner starten</translation>
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
        <source>asking %1 for a picture</source>
        <translation>%1 wird um ein Bild gebeten</translation>
    </message>
    <message>
        <source>photos may be sent</source>
        <translation>Fotos dürfen gesendet werden</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>photos stay here</source>
        <translation>Fotos bleiben hier</translation>
    </message>
    <message>
        <source>No request leaves this machine.</source>
        <translation>Keine Anfrage verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>Photos are sent to the language model at %1, as you allowed.</source>
        <translation>Fotos werden an das Sprachmodell auf %1 gesendet, wie Sie es erlaubt haben.</translation>
    </message>
    <message>
        <source>Photos may be sent to a language model on another machine; none is known to be asked there now.</source>
        <translation>Fotos dürfen an ein Sprachmodell auf einem anderen Rechner gesendet werden; soweit bekannt, wird dort gerade keines gefragt.</translation>
    </message>
    <message>
        <source>No photo leaves this machine.</source>
        <translation>Kein Foto verlässt diesen Rechner.</translation>
    </message>
    <message>
        <source>%1 is asked for the picture of a reference, as you wished.</source>
        <translation>%1 wird um das Bild einer Referenz gebeten, wie Sie es wollten.</translation>
    </message>
    <message>
        <source>Language models may be downloaded, at the press of a button.</source>
        <translation>Sprachmodelle dürfen auf Knopfdruck heruntergeladen werden.</translation>
    </message>
    <message>
        <source>Links may be opened in the browser, at a click on them.</source>
        <translation>Links dürfen auf einen Klick im Browser geöffnet werden.</translation>
    </message>
    <message>
        <source>Pictures of references may be fetched, at the press of a button.</source>
        <translation>Bilder von Referenzen dürfen auf Knopfdruck geholt werden.</translation>
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
        <source>%1: %2</source>
        <translation>%1: %2</translation>
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
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
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
        <source>%1, in the cloud</source>
        <translation>%1, in der Cloud</translation>
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
        <source>Photos are sent to the language model at %1, as you allowed.</source>
        <translation>Fotos werden an das Sprachmodell auf %1 gesendet, wie Sie es erlaubt haben.</translation>
    </message>
    <message>
        <source>Photos may be sent to a language model on another machine, as you allowed.</source>
        <translation>Fotos dürfen an ein Sprachmodell auf einem anderen Rechner gesendet werden, wie Sie es erlaubt haben.</translation>
    </message>
    <message>
        <source>Photos stay on this machine.</source>
        <translation>Fotos bleiben auf diesem Rechner.</translation>
    </message>
    <message>
        <source>They are only read, never changed.</source>
        <translation>Sie werden nur gelesen, nie verändert.</translation>
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
