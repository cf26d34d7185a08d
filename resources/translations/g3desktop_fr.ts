<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="fr" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About G3 Desktop</source>
        <translation>À propos de G3 Desktop</translation>
    </message>
    <message>
        <source>Program</source>
        <translation>Programme</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Credits</source>
        <translation>Crédits</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Fiche du modèle</translation>
    </message>
    <message>
        <source>Libraries</source>
        <translation>Bibliothèques</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>Version %1</translation>
    </message>
    <message>
        <source>Says where on Earth a photo was taken, shows why, and sends nothing anywhere unless you switch it on.</source>
        <translation>Dit où sur Terre une photo a été prise, montre pourquoi, et n’envoie rien nulle part sans votre accord.</translation>
    </message>
    <message>
        <source>The paper whose method this is</source>
        <translation>L’article dont vient la méthode</translation>
    </message>
    <message>
        <source>Copy citation</source>
        <translation>Copier la citation</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
    <message>
        <source>What it runs on</source>
        <translation>Environnement</translation>
    </message>
    <message>
        <source>not installed</source>
        <translation>non installée</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>Bibliothèque</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>stated in its own files</source>
        <translation>indiquée dans ses propres fichiers</translation>
    </message>
    <message>
        <source>Copy versions</source>
        <translation>Copier les versions</translation>
    </message>
    <message>
        <source>For a report of a fault; nothing in it is personal.</source>
        <translation>Pour signaler un problème&#x202f;; rien de personnel n’y figure.</translation>
    </message>
</context>
<context>
    <name>Agreement</name>
    <message numerus="yes">
        <source>%n photo(s)</source>
        <translation>
            <numerusform>%n&#xa0;photo</numerusform>
            <numerusform>%n&#xa0;photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n similar photo(s)</source>
        <translation>
            <numerusform>%n&#xa0;photo similaire</numerusform>
            <numerusform>%n&#xa0;photos similaires</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s)</source>
        <translation>
            <numerusform>%n&#xa0;réponse</numerusform>
            <numerusform>%n&#xa0;réponses</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n answer(s) of the model</source>
        <translation>
            <numerusform>%n&#xa0;réponse du modèle</numerusform>
            <numerusform>%n&#xa0;réponses du modèle</numerusform>
        </translation>
    </message>
    <message>
        <source>a town among those compared</source>
        <translation>une des villes comparées</translation>
    </message>
    <message>
        <source>town</source>
        <translation>ville</translation>
    </message>
    <message>
        <source>first by verification</source>
        <translation>premier à la vérification</translation>
    </message>
    <message>
        <source>verification</source>
        <translation>vérification</translation>
    </message>
    <message>
        <source>no reference photo near it</source>
        <translation>aucune photo de référence à proximité</translation>
    </message>
    <message numerus="yes">
        <source>%n reference photo(s) near it</source>
        <translation>
            <numerusform>%n&#xa0;photo de référence à proximité</numerusform>
            <numerusform>%n&#xa0;photos de référence à proximité</numerusform>
        </translation>
    </message>
    <message>
        <source>model %1 of %2</source>
        <translation>modèle %1 sur %2</translation>
    </message>
    <message>
        <source>verification first</source>
        <translation>premier à la vérification</translation>
    </message>
    <message>
        <source>verification prefers another</source>
        <translation>la vérification en préfère un autre</translation>
    </message>
    <message>
        <source>no EXIF position</source>
        <translation>pas de position EXIF</translation>
    </message>
    <message>
        <source>EXIF position %1 away</source>
        <translation>position EXIF à %1</translation>
    </message>
</context>
<context>
    <name>AnswerHeader</name>
    <message>
        <source>Copy</source>
        <translation>Copier</translation>
    </message>
    <message>
        <source>Copy the position in decimal degrees</source>
        <translation>Copier la position en degrés décimaux</translation>
    </message>
    <message>
        <source>Other notations, and a map in the browser</source>
        <translation>Autres notations, et carte dans le navigateur</translation>
    </message>
    <message>
        <source>Other notations</source>
        <translation>Autres notations</translation>
    </message>
    <message>
        <source>references within %1</source>
        <translation>références à moins de %1</translation>
    </message>
    <message>
        <source>Decimal degrees</source>
        <translation>Degrés décimaux</translation>
    </message>
    <message>
        <source>Degrees, minutes, seconds</source>
        <translation>Degrés, minutes, secondes</translation>
    </message>
    <message>
        <source>Plus code</source>
        <translation>Plus code</translation>
    </message>
    <message>
        <source>geo: link</source>
        <translation>Lien geo:</translation>
    </message>
    <message>
        <source>Open in the browser (OpenStreetMap)</source>
        <translation>Ouvrir dans le navigateur (OpenStreetMap)</translation>
    </message>
</context>
<context>
    <name>AskingPage</name>
    <message>
        <source>Prompts and samples</source>
        <translation>Prompts et tirages</translation>
    </message>
    <message>
        <source>Effort</source>
        <translation>Effort</translation>
    </message>
    <message>
        <source>quick: ask no language model</source>
        <translation>rapide&#xa0;: sans modèle de langage</translation>
    </message>
    <message>
        <source>standard: ask each prompt once</source>
        <translation>standard&#xa0;: chaque prompt une fois</translation>
    </message>
    <message>
        <source>thorough: ask each prompt five times, as in the paper</source>
        <translation>approfondi&#xa0;: chaque prompt cinq fois, comme dans l’article</translation>
    </message>
    <message>
        <source>Questions for one photo</source>
        <translation>Questions pour une photo</translation>
    </message>
    <message>
        <source>Prompts name the places of reference photos</source>
        <translation>Nommer dans les prompts les lieux des photos de référence</translation>
    </message>
    <message>
        <source>Without it they show positions alone, as in the paper.</source>
        <translation>Sinon, ils ne donnent que les positions, comme dans l’article.</translation>
    </message>
    <message>
        <source>as the effort says</source>
        <translation>selon l’effort</translation>
    </message>
    <message>
        <source>References in each prompt</source>
        <translation>Références par prompt</translation>
    </message>
    <message>
        <source> s</source>
        <comment>seconds</comment>
        <translation>&#xa0;s</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>sans limite</translation>
    </message>
    <message>
        <source>Your own choice</source>
        <translation>Réglages personnels</translation>
    </message>
    <message>
        <source>Samples of each prompt</source>
        <translation>Tirages par prompt</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Température</translation>
    </message>
    <message>
        <source>Time for one photo</source>
        <translation>Temps par photo</translation>
    </message>
    <message>
        <source>One number for each prompt, with commas between them: how many similar photos it shows, and as many dissimilar ones. A higher temperature makes samples differ more. With a limited time, asking ends early once no reply could change the first place.</source>
        <translation>Un nombre par prompt, séparés par des virgules&#xa0;: combien de photos similaires il montre, et autant de dissemblables. Plus la température est haute, plus les tirages diffèrent. Si le temps est limité, les questions s’arrêtent dès qu’aucune réponse ne peut plus changer la première place.</translation>
    </message>
    <message>
        <source>No questions: places come from the gallery and the towns alone.</source>
        <translation>Aucune question&#xa0;: les lieux viennent seulement de la galerie et des villes.</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) for one photo</source>
        <translation>
            <numerusform>%n&#xa0;question pour une photo</numerusform>
            <numerusform>%n&#xa0;questions pour une photo</numerusform>
        </translation>
    </message>
    <message>
        <source>References in the prompts: %1. Samples of each: %2.</source>
        <translation>Références par prompt&#xa0;: %1. Tirages par prompt&#xa0;: %2.</translation>
    </message>
    <message>
        <source>References in each prompt: write different numbers up to %1 with commas between them, such as 0, 5, 10, 15.</source>
        <translation>Références par prompt&#xa0;: indiquez des nombres différents, %1 au plus, séparés par des virgules, par exemple 0, 5, 10, 15.</translation>
    </message>
</context>
<context>
    <name>BuildForm</name>
    <message>
        <source>Folder of photos</source>
        <translation>Dossier de photos</translation>
    </message>
    <message>
        <source>Positions</source>
        <translation>Positions</translation>
    </message>
    <message>
        <source>from the photos themselves (EXIF)</source>
        <translation>des photos elles-mêmes (EXIF)</translation>
    </message>
    <message>
        <source>from a CSV file: file, lat, lon</source>
        <translation>d’un fichier CSV&#xa0;: file, lat, lon</translation>
    </message>
    <message>
        <source>CSV file</source>
        <translation>Fichier CSV</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Nom</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>Keep small pictures and full paths</source>
        <translation>Garder des vignettes et les chemins complets</translation>
    </message>
    <message>
        <source>Without them the gallery can be given away: it names files alone.</source>
        <translation>Sans eux, la galerie peut être partagée&#xa0;: elle ne cite que les noms des fichiers.</translation>
    </message>
    <message>
        <source>A gallery from your photos</source>
        <translation>Une galerie de vos photos</translation>
    </message>
    <message>
        <source>Photos below the folder that have a position are read once and stay where they are. Nothing leaves this machine. It can be stopped and gone on with at any time.</source>
        <translation>Les photos du dossier et de ses sous-dossiers qui ont une position sont lues une fois et restent où elles sont. Rien ne quitte cet ordinateur. Vous pouvez arrêter et reprendre à tout moment.</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>Build the gallery</source>
        <translation>Créer la galerie</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>Tables (*.csv *.tsv *.txt)</source>
        <translation>Tableaux (*.csv *.tsv *.txt)</translation>
    </message>
    <message>
        <source>There is no encoder to read photos with: import one under Packs.</source>
        <translation>Il n’y a pas d’encodeur pour lire les photos&#xa0;: importez-en un sous Packs.</translation>
    </message>
    <message>
        <source>There is a gallery of this name, and it is damaged: remove it first.</source>
        <translation>Une galerie de ce nom existe, mais elle est endommagée&#xa0;: supprimez-la d’abord.</translation>
    </message>
    <message>
        <source>The gallery %1 was made by %2. Choose that encoder, or another name.</source>
        <translation>La galerie %1 a été créée par %2. Choisissez cet encodeur ou un autre nom.</translation>
    </message>
    <message>
        <source>Other work is under way: this can begin when that has ended.</source>
        <translation>Une autre tâche est en cours&#xa0;: celle-ci pourra commencer ensuite.</translation>
    </message>
    <message>
        <source>Choose the folder, or drop it here.</source>
        <translation>Choisissez le dossier, ou déposez-le ici.</translation>
    </message>
    <message>
        <source>Give the gallery a name.</source>
        <translation>Donnez un nom à la galerie.</translation>
    </message>
    <message>
        <source>Choose the CSV file; its column “file” is relative to the folder.</source>
        <translation>Choisissez le fichier CSV&#x202f;; sa colonne «&#xa0;file&#xa0;» est relative au dossier.</translation>
    </message>
    <message>
        <source>A build of this name was stopped: the same one goes on from there.</source>
        <translation>La création d’une galerie de ce nom a été arrêtée&#xa0;: elle reprendra où elle en était.</translation>
    </message>
    <message>
        <source>There is a gallery of this name: photos that are new are added to it.</source>
        <translation>Une galerie de ce nom existe&#xa0;: les nouvelles photos y seront ajoutées.</translation>
    </message>
</context>
<context>
    <name>BuildReport</name>
    <message>
        <source>Use it now</source>
        <translation>L’utiliser</translation>
    </message>
    <message>
        <source>Copy the list</source>
        <translation>Copier la liste</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Retour</translation>
    </message>
    <message>
        <source>The gallery %1 is ready</source>
        <translation>La galerie %1 est prête</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) in all</source>
        <translation>
            <numerusform>%Ln&#xa0;photo en tout</numerusform>
            <numerusform>%Ln&#xa0;photos en tout</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln&#xa0;nouvelle</numerusform>
            <numerusform>%Ln&#xa0;nouvelles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln&#xa0;déjà connue</numerusform>
            <numerusform>%Ln&#xa0;déjà connues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln&#xa0;écartée</numerusform>
            <numerusform>%Ln&#xa0;écartées</numerusform>
        </translation>
    </message>
    <message>
        <source>The gallery %1 is up to date</source>
        <translation>La galerie %1 est à jour</translation>
    </message>
    <message numerus="yes">
        <source>… and %Ln more</source>
        <translation>
            <numerusform>…&#xa0;et %Ln&#xa0;autre</numerusform>
            <numerusform>…&#xa0;et %Ln&#xa0;autres</numerusform>
        </translation>
    </message>
    <message>
        <source>Left out, and why</source>
        <translation>Écartées, et pourquoi</translation>
    </message>
    <message>
        <source>Worth knowing</source>
        <translation>À savoir</translation>
    </message>
</context>
<context>
    <name>ChosenPhoto</name>
    <message>
        <source>Waiting</source>
        <translation>En attente</translation>
    </message>
    <message>
        <source>Placing…</source>
        <translation>Localisation…</translation>
    </message>
</context>
<context>
    <name>Comparison</name>
    <message>
        <source>Your photo</source>
        <translation>Votre photo</translation>
    </message>
    <message>
        <source>Reference photo</source>
        <translation>Photo de référence</translation>
    </message>
    <message>
        <source>Evidence for %1</source>
        <translation>Indices pour %1</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Do not show this again until the next start</source>
        <translation>Ne plus afficher jusqu’au prochain démarrage</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Copier le rapport</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Continuer</translation>
    </message>
    <message>
        <source>Something went wrong</source>
        <translation>Un problème est survenu</translation>
    </message>
    <message>
        <source>The program met a fault that it did not expect. Your photos are unchanged, and the answers so far are kept.</source>
        <translation>Le programme a rencontré une erreur inattendue. Vos photos sont intactes et les réponses obtenues sont conservées.</translation>
    </message>
    <message>
        <source>Go on, and try again what you did. If it keeps happening, quit and start the program again: it takes up the work where it was.</source>
        <translation>Continuez et réessayez. Si l’erreur se répète, quittez et relancez le programme&#xa0;: il reprendra le travail où il en était.</translation>
    </message>
    <message>
        <source>What can be reported</source>
        <translation>Ce qui peut être signalé</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>Rapport</translation>
    </message>
    <message>
        <source>Nothing was sent anywhere. The fault is written down in %1</source>
        <translation>Rien n’a été envoyé. L’erreur est consignée dans %1</translation>
    </message>
    <message>
        <source>Nothing was sent anywhere. The log could not be written: %1</source>
        <translation>Rien n’a été envoyé. Impossible d’écrire le journal&#xa0;: %1</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message numerus="yes">
        <source>%n fault(s) so far</source>
        <translation>
            <numerusform>%n&#xa0;erreur jusqu’ici</numerusform>
            <numerusform>%n&#xa0;erreurs jusqu’ici</numerusform>
        </translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copié</translation>
    </message>
</context>
<context>
    <name>CrashLog</name>
    <message>
        <source>The window ended unexpectedly last time; what was done is kept.</source>
        <translation>La fenêtre s’était fermée inopinément&#x202f;; le travail accompli est conservé.</translation>
    </message>
</context>
<context>
    <name>Credits</name>
    <message>
        <source>This installation lacks its file %1.</source>
        <translation>Il manque à cette installation le fichier %1.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Réinstallez le programme.</translation>
    </message>
</context>
<context>
    <name>Disclosure</name>
    <message>
        <source>open</source>
        <translation>ouvert</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>fermé</translation>
    </message>
</context>
<context>
    <name>EnginePage</name>
    <message>
        <source>Engine</source>
        <translation>Moteur</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>g3 where it is installed, else starter</source>
        <translation>g3&#xa0;s’il est installé, sinon starter</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>the one that fits the encoder</source>
        <translation>celle qui convient à l’encodeur</translation>
    </message>
    <message>
        <source>Compute on</source>
        <translation>Calculer sur</translation>
    </message>
    <message>
        <source>the fastest there is</source>
        <translation>le plus rapide disponible</translation>
    </message>
    <message>
        <source>graphics processor (NVIDIA CUDA)</source>
        <translation>processeur graphique (NVIDIA CUDA)</translation>
    </message>
    <message>
        <source>graphics processor (Apple)</source>
        <translation>processeur graphique (Apple)</translation>
    </message>
    <message>
        <source>processor</source>
        <translation>processeur</translation>
    </message>
    <message>
        <source>An encoder turns a photo into numbers, and compares them with those of the gallery&apos;s photos. A gallery fits the encoder that made it, and no other.</source>
        <translation>Un encodeur transforme une photo en nombres et les compare à ceux des photos de la galerie. Une galerie ne convient qu’à l’encodeur qui l’a créée.</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Evidence</source>
        <translation>Indices</translation>
    </message>
    <message>
        <source>Drop photos anywhere in this window, or choose one.</source>
        <translation>Déposez des photos n’importe où dans cette fenêtre, ou choisissez-en une.</translation>
    </message>
    <message>
        <source>No photo chosen</source>
        <translation>Aucune photo choisie</translation>
    </message>
    <message>
        <source>There was nothing to compare the photo with.</source>
        <translation>Il n’y avait rien à quoi comparer la photo.</translation>
    </message>
    <message>
        <source>No place found</source>
        <translation>Aucun lieu trouvé</translation>
    </message>
    <message numerus="yes">
        <source>What the model said (%n)</source>
        <translation>
            <numerusform>Ce que le modèle a dit (%n)</numerusform>
            <numerusform>Ce que le modèle a dit (%n)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Answers that do not count (%n)</source>
        <translation>
            <numerusform>Réponse non retenue (%n)</numerusform>
            <numerusform>Réponses non retenues (%n)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>FactChips</name>
    <message>
        <source>still being refined</source>
        <translation>affinage en cours</translation>
    </message>
    <message>
        <source>Show the evidence</source>
        <translation>Montrer les indices</translation>
    </message>
</context>
<context>
    <name>FetchOffer</name>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>%1 will see that this page was asked for, not your photo.</source>
        <translation>%1 verra que cette page a été demandée, mais pas votre photo.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Fetch the picture</source>
        <translation>Récupérer l’image</translation>
    </message>
    <message>
        <source>Fetching…</source>
        <translation>Récupération…</translation>
    </message>
</context>
<context>
    <name>Galleries</name>
    <message>
        <source>Galleries</source>
        <translation>Galeries</translation>
    </message>
    <message>
        <source>Photos whose places are known. A new photo is compared with them.</source>
        <translation>Des photos dont le lieu est connu. Une nouvelle photo leur est comparée.</translation>
    </message>
    <message>
        <source>Build from my photos…</source>
        <translation>Créer avec mes photos…</translation>
    </message>
    <message>
        <source>or drop a folder of photos here</source>
        <translation>ou déposez ici un dossier de photos</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>inutilisable</translation>
    </message>
    <message>
        <source>◐ in work</source>
        <translation>◐ en cours</translation>
    </message>
    <message>
        <source>✕ damaged</source>
        <translation>✕ endommagée</translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation>✓ utilisée</translation>
    </message>
    <message>
        <source>◔ not finished</source>
        <translation>◔ inachevée</translation>
    </message>
    <message>
        <source>It is in work: how far it is stands below.</source>
        <translation>Travail en cours&#xa0;: l’avancement est indiqué plus bas.</translation>
    </message>
    <message numerus="yes">
        <source>A build was stopped after %Ln photo(s). It can go on from there.</source>
        <translation>
            <numerusform>La création a été arrêtée après %Ln&#xa0;photo. Elle peut reprendre là.</numerusform>
            <numerusform>La création a été arrêtée après %Ln&#xa0;photos. Elle peut reprendre là.</numerusform>
        </translation>
    </message>
    <message>
        <source>It cannot be used: the encoder that made it is not installed.</source>
        <translation>Elle est inutilisable&#xa0;: l’encodeur qui l’a créée n’est pas installé.</translation>
    </message>
    <message>
        <source>✓ Checked: every file is as it was written.</source>
        <translation>✓ Vérifiée&#xa0;: chaque fichier est tel qu’il a été écrit.</translation>
    </message>
    <message>
        <source>New photos are compared with it.</source>
        <translation>Les nouvelles photos lui sont comparées.</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>Pictures</source>
        <translation>Images</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Créée</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Built from</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>What is done of it is lost. The photos stay where they are.</source>
        <translation>Ce qui en est fait sera perdu. Les photos restent où elles sont.</translation>
    </message>
    <message>
        <source>The photos that it was made from stay where they are.</source>
        <translation>Les photos dont elle est faite restent où elles sont.</translation>
    </message>
    <message>
        <source>It is in use: places that were found with it stay, without the small pictures of their references. New photos are compared with another gallery that fits, or with none.</source>
        <translation>Elle est utilisée&#xa0;: les lieux trouvés avec elle restent, sans les vignettes de leurs références. Les nouvelles photos seront comparées à une autre galerie qui convient, ou à aucune.</translation>
    </message>
    <message numerus="yes">
        <source>An update was stopped after %Ln photo(s). It can go on from there.</source>
        <translation>
            <numerusform>La mise à jour a été arrêtée après %Ln photo. Elle peut reprendre là.</numerusform>
            <numerusform>La mise à jour a été arrêtée après %Ln photos. Elle peut reprendre là.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;photo</numerusform>
            <numerusform>%Ln&#xa0;photos</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, kept compactly</source>
        <translation>%1, en format compact</translation>
    </message>
    <message>
        <source>none of its own; the picture of a reference is fetched when you ask for it</source>
        <translation>aucune en propre&#x202f;; l’image d’une référence est récupérée quand vous la demandez</translation>
    </message>
    <message>
        <source>none of its own</source>
        <translation>aucune en propre</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>fournie avec le programme</translation>
    </message>
</context>
<context>
    <name>GalleriesPage</name>
    <message>
        <source>Use this gallery</source>
        <translation>Utiliser cette galerie</translation>
    </message>
    <message>
        <source>Go on building…</source>
        <translation>Reprendre la création…</translation>
    </message>
    <message>
        <source>Bring up to date</source>
        <translation>Mettre à jour</translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation>Vérifier chaque fichier</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Build one from photos of your own.</source>
        <translation>Créez-en une avec vos propres photos.</translation>
    </message>
    <message>
        <source>No gallery yet</source>
        <translation>Aucune galerie</translation>
    </message>
    <message>
        <source>Go on with the update</source>
        <translation>Reprendre la mise à jour</translation>
    </message>
    <message>
        <source>Remove the gallery %1?</source>
        <translation>Supprimer la galerie %1&#x202f;?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
</context>
<context>
    <name>Inquiry</name>
    <message>
        <source>The engine stopped (%1). It is being started again.</source>
        <translation>Le moteur s’est arrêté (%1). Il redémarre.</translation>
    </message>
</context>
<context>
    <name>Intake</name>
    <message>
        <source>%1 is no name of a file.</source>
        <translation>%1 n’est pas un nom de fichier.</translation>
    </message>
    <message>
        <source>There is no photo in {} ({}).</source>
        <translation>Il n’y a pas de photo dans {} ({}).</translation>
    </message>
    <message>
        <source>The picture could not be kept.</source>
        <translation>L’image n’a pas pu être conservée.</translation>
    </message>
    <message>
        <source>This kind of picture address is not understood.</source>
        <translation>Ce genre d’adresse d’image n’est pas pris en charge.</translation>
    </message>
    <message>
        <source>The picture&apos;s address is damaged.</source>
        <translation>L’adresse de l’image est endommagée.</translation>
    </message>
    <message>
        <source>The picture could not be kept in {}: {}.</source>
        <translation>L’image n’a pas pu être conservée dans {}&#xa0;: {}.</translation>
    </message>
</context>
<context>
    <name>Invitation</name>
    <message>
        <source>Drop photos or folders anywhere in this window</source>
        <translation>Déposez des photos ou des dossiers n’importe où dans cette fenêtre</translation>
    </message>
</context>
<context>
    <name>Keeping</name>
    <message>
        <source>%1 What is done now will not be remembered.</source>
        <translation>%1 Ce que vous faites maintenant ne sera pas conservé.</translation>
    </message>
</context>
<context>
    <name>LanguagePage</name>
    <message>
        <source>Language</source>
        <translation>Langue</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>comme le système</translation>
    </message>
    <message>
        <source>Names of places</source>
        <translation>Noms de lieux</translation>
    </message>
    <message>
        <source>in the language of the window</source>
        <translation>dans la langue de la fenêtre</translation>
    </message>
    <message>
        <source>English or local, as in the table of places</source>
        <translation>anglais ou locaux, comme dans la table des lieux</translation>
    </message>
    <message>
        <source>Another language of the window is used from the next start on.</source>
        <translation>Le changement de langue prend effet au prochain démarrage.</translation>
    </message>
    <message>
        <source>All countries and many large towns have a name in the language of the window; regions and other towns keep theirs. What is exported or printed by the command line has the names of the table of places.</source>
        <translation>Tous les pays et beaucoup de grandes villes ont un nom dans la langue de la fenêtre&#x202f;; les régions et les autres villes gardent le leur. Les exports et la ligne de commande emploient les noms de la table des lieux.</translation>
    </message>
</context>
<context>
    <name>Library</name>
    <message>
        <source>Building the gallery %1</source>
        <translation>Création de la galerie %1</translation>
    </message>
    <message>
        <source>Bringing the gallery %1 up to date</source>
        <translation>Mise à jour de la galerie %1</translation>
    </message>
    <message>
        <source>Checking the gallery %1</source>
        <translation>Vérification de la galerie %1</translation>
    </message>
    <message>
        <source>Checking the pack %1</source>
        <translation>Vérification du pack %1</translation>
    </message>
    <message>
        <source>Importing from %1</source>
        <translation>Importation depuis %1</translation>
    </message>
    <message>
        <source>Installing the pack %1</source>
        <translation>Installation du pack %1</translation>
    </message>
    <message>
        <source>Stopping…</source>
        <translation>Arrêt…</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 par seconde</translation>
    </message>
    <message>
        <source>%1 photos a second</source>
        <translation>%1 photos par seconde</translation>
    </message>
    <message>
        <source>loading the encoder</source>
        <translation>chargement de l’encodeur</translation>
    </message>
    <message>
        <source>starting</source>
        <translation>démarrage</translation>
    </message>
    <message>
        <source>reading photos</source>
        <translation>lecture des photos</translation>
    </message>
    <message>
        <source>writing the gallery</source>
        <translation>écriture de la galerie</translation>
    </message>
    <message>
        <source>reading rows and thumbnails</source>
        <translation>lecture des lignes et des vignettes</translation>
    </message>
    <message>
        <source>reading the table of photos</source>
        <translation>lecture de la table des photos</translation>
    </message>
    <message>
        <source>learning how to keep them compactly</source>
        <translation>apprentissage du format compact</translation>
    </message>
    <message>
        <source>checking what was written</source>
        <translation>vérification de ce qui a été écrit</translation>
    </message>
    <message>
        <source>reading files</source>
        <translation>lecture des fichiers</translation>
    </message>
    <message>
        <source>copying files</source>
        <translation>copie des fichiers</translation>
    </message>
    <message>
        <source>asking what there is</source>
        <translation>consultation de ce qui est proposé</translation>
    </message>
    <message>
        <source>downloading</source>
        <translation>téléchargement</translation>
    </message>
    <message>
        <source>packing small files</source>
        <translation>regroupement des petits fichiers</translation>
    </message>
    <message>
        <source>unpacking small files</source>
        <translation>extraction des petits fichiers</translation>
    </message>
    <message>
        <source>converting weights</source>
        <translation>conversion des poids</translation>
    </message>
    <message>
        <source>The gallery %1 is not finished. What is done is kept for the next time.</source>
        <translation>La galerie %1 est inachevée. Ce qui est fait est gardé pour la prochaine fois.</translation>
    </message>
    <message>
        <source>The gallery %1 is not up to date yet. What is done is kept for the next time.</source>
        <translation>La galerie %1 n’est pas encore à jour. Ce qui est fait est gardé pour la prochaine fois.</translation>
    </message>
    <message>
        <source>What has come of the pack %1 stays: go on with it whenever you like.</source>
        <translation>Ce qui est déjà téléchargé du pack %1 est gardé&#xa0;: reprenez quand vous voulez.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Rien n’a été modifié.</translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 is sound: all of its %Ln photo(s).</source>
        <translation>
            <numerusform>La galerie %1 est intacte, avec sa %Ln&#xa0;photo.</numerusform>
            <numerusform>La galerie %1 est intacte, avec ses %Ln&#xa0;photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The pack %1 is sound: all of its %Ln file(s).</source>
        <translation>
            <numerusform>Le pack %1 est intact, avec son %Ln&#xa0;fichier.</numerusform>
            <numerusform>Le pack %1 est intact, avec ses %Ln&#xa0;fichiers.</numerusform>
        </translation>
    </message>
    <message>
        <source>The pack %1 is here now, and its files are sound.</source>
        <translation>Le pack %1 est importé et ses fichiers sont intacts.</translation>
    </message>
    <message>
        <source>The pack %1 is here now: it became the gallery %2.</source>
        <translation>Le pack %1 est là&#xa0;: il est devenu la galerie %2.</translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 has %Ln photo(s):</source>
        <translation>
            <numerusform>La galerie %1 contient %Ln&#xa0;photo&#xa0;:</numerusform>
            <numerusform>La galerie %1 contient %Ln&#xa0;photos&#xa0;:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln new</source>
        <translation>
            <numerusform>%Ln&#xa0;nouvelle</numerusform>
            <numerusform>%Ln&#xa0;nouvelles</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln known already</source>
        <translation>
            <numerusform>%Ln&#xa0;déjà connue</numerusform>
            <numerusform>%Ln&#xa0;déjà connues</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out</source>
        <translation>
            <numerusform>%Ln&#xa0;écartée</numerusform>
            <numerusform>%Ln&#xa0;écartées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The gallery %1 is up to date: nothing has changed in its %Ln photo(s).</source>
        <translation>
            <numerusform>La galerie %1 est à jour&#xa0;: rien n’a changé dans sa %Ln photo.</numerusform>
            <numerusform>La galerie %1 est à jour&#xa0;: rien n’a changé dans ses %Ln photos.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln removed</source>
        <translation>
            <numerusform>%Ln supprimée</numerusform>
            <numerusform>%Ln supprimées</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln moved or described anew</source>
        <translation>
            <numerusform>%Ln déplacée ou redécrite</numerusform>
            <numerusform>%Ln déplacées ou redécrites</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln unchanged</source>
        <translation>
            <numerusform>%Ln inchangée</numerusform>
            <numerusform>%Ln inchangées</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 est illisible&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Vérifiez ses droits d’accès.</translation>
    </message>
</context>
<context>
    <name>LibraryDialog</name>
    <message>
        <source>Galleries and packs</source>
        <translation>Galeries et packs</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Galeries</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
</context>
<context>
    <name>ListColumn</name>
    <message>
        <source>Filter by name or place</source>
        <translation>Filtrer par nom ou lieu</translation>
    </message>
    <message>
        <source>Filter photos</source>
        <translation>Filtrer les photos</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>Photos</translation>
    </message>
    <message>
        <source>No photo matches the filter.</source>
        <translation>Aucune photo ne correspond au filtre.</translation>
    </message>
    <message>
        <source>Drop photos or folders here</source>
        <translation>Déposez des photos ou des dossiers ici</translation>
    </message>
    <message>
        <source>Sort</source>
        <translation>Trier</translation>
    </message>
    <message>
        <source>Order and filter the list</source>
        <translation>Trier et filtrer la liste</translation>
    </message>
    <message>
        <source>Add…</source>
        <translation>Ajouter…</translation>
    </message>
    <message>
        <source>Choose photos to place</source>
        <translation>Choisir des photos à situer</translation>
    </message>
    <message>
        <source>In order of work</source>
        <translation>Par ordre de traitement</translation>
    </message>
    <message>
        <source>By name</source>
        <translation>Par nom</translation>
    </message>
    <message>
        <source>By state</source>
        <translation>Par état</translation>
    </message>
    <message>
        <source>All photos</source>
        <translation>Toutes les photos</translation>
    </message>
    <message>
        <source>Only those without an answer</source>
        <translation>Seulement celles sans réponse</translation>
    </message>
    <message>
        <source>Only those that are done</source>
        <translation>Seulement les terminées</translation>
    </message>
    <message>
        <source>Only those still to be done</source>
        <translation>Seulement celles à traiter</translation>
    </message>
    <message>
        <source>Filtered</source>
        <translation>Filtré</translation>
    </message>
</context>
<context>
    <name>Locator</name>
    <message>
        <source>Map of the place</source>
        <translation>Carte du lieu</translation>
    </message>
</context>
<context>
    <name>LookPage</name>
    <message>
        <source>Appearance</source>
        <translation>Apparence</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Thème</translation>
    </message>
    <message>
        <source>as the system</source>
        <translation>comme le système</translation>
    </message>
    <message>
        <source>dark</source>
        <translation>sombre</translation>
    </message>
    <message>
        <source>light</source>
        <translation>clair</translation>
    </message>
    <message>
        <source>The size of text is the system&apos;s.</source>
        <translation>La taille du texte est celle du système.</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Place again</source>
        <translation>Situer à nouveau</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Fichier</translation>
    </message>
    <message>
        <source>Add photos…</source>
        <translation>Ajouter des photos…</translation>
    </message>
    <message>
        <source>Add a folder…</source>
        <translation>Ajouter un dossier…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>Coller</translation>
    </message>
    <message>
        <source>Galleries…</source>
        <translation>Galeries…</translation>
    </message>
    <message>
        <source>Packs…</source>
        <translation>Packs…</translation>
    </message>
    <message>
        <source>Settings…</source>
        <translation>Réglages…</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>&amp;Photos</source>
        <translation>&amp;Photos</translation>
    </message>
    <message>
        <source>P&amp;lace</source>
        <translation>&amp;Lieu</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Affichage</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>Ai&amp;de</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>About G3 Desktop</source>
        <translation>À propos de G3 Desktop</translation>
    </message>
    <message>
        <source>Place first</source>
        <translation>Situer en premier</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>Filter</source>
        <translation>Filtrer</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation>Aller à la liste</translation>
    </message>
    <message>
        <source>Remove from the list</source>
        <translation>Retirer de la liste</translation>
    </message>
    <message>
        <source>Copy decimal degrees</source>
        <translation>Copier en décimal</translation>
    </message>
    <message>
        <source>Copy degrees, minutes, seconds</source>
        <translation>Copier en degrés, minutes, secondes</translation>
    </message>
    <message>
        <source>Copy plus code</source>
        <translation>Copier le plus code</translation>
    </message>
    <message>
        <source>Copy geo: link</source>
        <translation>Copier le lien geo:</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Lieu suivant</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Lieu précédent</translation>
    </message>
    <message>
        <source>Globe</source>
        <translation>Globe</translation>
    </message>
    <message>
        <source>Flat map</source>
        <translation>Carte plane</translation>
    </message>
    <message>
        <source>Fold the photos</source>
        <translation>Replier les photos</translation>
    </message>
    <message>
        <source>Fold the evidence</source>
        <translation>Replier les indices</translation>
    </message>
    <message>
        <source>Pictures on the web are not fetched: save the picture, then add it.</source>
        <translation>Les images du web ne sont pas téléchargées&#xa0;: enregistrez l’image, puis ajoutez-la.</translation>
    </message>
    <message>
        <source>Add photos</source>
        <translation>Ajouter des photos</translation>
    </message>
    <message>
        <source>Photos (%1)</source>
        <translation>Photos (%1)</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>Ajouter un dossier</translation>
    </message>
    <message>
        <source>Copied: %1</source>
        <translation>Copié&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 was not opened: links are switched off in the privacy settings.</source>
        <translation>%1 n’a pas été ouvert&#xa0;: les liens sont désactivés dans les réglages de confidentialité.</translation>
    </message>
</context>
<context>
    <name>Map</name>
    <message>
        <source>What the map shows</source>
        <translation>Ce que la carte montre</translation>
    </message>
    <message>
        <source>Globe</source>
        <translation>Globe</translation>
    </message>
    <message>
        <source>Flat</source>
        <translation>Plane</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>References</source>
        <translation>Références</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>Zoom</translation>
    </message>
    <message>
        <source>Closer</source>
        <translation>Rapprocher</translation>
    </message>
    <message>
        <source>Farther</source>
        <translation>Éloigner</translation>
    </message>
    <message>
        <source>All places</source>
        <translation>Tous les lieux</translation>
    </message>
    <message>
        <source>Ranked places</source>
        <translation>Lieux classés</translation>
    </message>
    <message>
        <source>ranked place</source>
        <translation>lieu classé</translation>
    </message>
    <message>
        <source>reference photo</source>
        <translation>photo de référence</translation>
    </message>
    <message>
        <source>model&apos;s answer</source>
        <translation>réponse du modèle</translation>
    </message>
    <message>
        <source>camera&apos;s position</source>
        <translation>position de l’appareil</translation>
    </message>
    <message>
        <source>What the marks mean</source>
        <translation>Signification des symboles</translation>
    </message>
    <message>
        <source>Densest areas that hold</source>
        <translation>Zones les plus denses contenant</translation>
    </message>
    <message>
        <source>half of the evidence</source>
        <translation>la moitié des indices</translation>
    </message>
    <message>
        <source>four fifths of it</source>
        <translation>les quatre cinquièmes</translation>
    </message>
    <message>
        <source>95 % of it</source>
        <translation>95&#xa0;%</translation>
    </message>
</context>
<context>
    <name>MapPage</name>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>Au démarrage</translation>
    </message>
    <message>
        <source>globe</source>
        <translation>globe</translation>
    </message>
    <message>
        <source>flat map</source>
        <translation>carte plane</translation>
    </message>
    <message>
        <source>Drawn with</source>
        <translation>Rendu</translation>
    </message>
    <message>
        <source>WebGL where there is some</source>
        <translation>WebGL si disponible</translation>
    </message>
    <message>
        <source>the simple map, for machines without a graphics processor</source>
        <translation>la carte simple, pour les ordinateurs sans processeur graphique</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Réduire les animations</translation>
    </message>
    <message>
        <source>The map jumps to a place instead of gliding there.</source>
        <translation>La carte saute à un lieu au lieu d’y glisser.</translation>
    </message>
    <message>
        <source>Layers at the start</source>
        <translation>Couches au démarrage</translation>
    </message>
    <message>
        <source>Density</source>
        <translation>Densité</translation>
    </message>
    <message>
        <source>Reference photos</source>
        <translation>Photos de référence</translation>
    </message>
    <message>
        <source>Answers of the language model</source>
        <translation>Réponses du modèle de langage</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucun</translation>
    </message>
    <message>
        <source>File with streets</source>
        <translation>Fichier de rues</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose a file with streets</source>
        <translation>Choisir un fichier de rues</translation>
    </message>
    <message>
        <source>Streets</source>
        <translation>Rues</translation>
    </message>
    <message>
        <source>Use the installed world map</source>
        <translation>Utiliser la carte du monde installée</translation>
    </message>
    <message>
        <source>A .pmtiles file of your own is drawn under everything else. It is read from the disk; nothing is fetched.</source>
        <translation>Votre propre fichier .pmtiles est dessiné sous tout le reste. Il est lu sur le disque&#x202f;; rien n’est téléchargé.</translation>
    </message>
    <message>
        <source>Map tiles ({})</source>
        <translation>Tuiles de carte ({})</translation>
    </message>
</context>
<context>
    <name>MapView</name>
    <message>
        <source>Map</source>
        <translation>Carte</translation>
    </message>
    <message>
        <source>The map&apos;s files are missing: install the program again.</source>
        <translation>Les fichiers de la carte manquent&#xa0;: réinstallez le programme.</translation>
    </message>
    <message>
        <source>The map stopped working. Everything else goes on.</source>
        <translation>La carte ne fonctionne plus. Tout le reste continue.</translation>
    </message>
</context>
<context>
    <name>ModelPage</name>
    <message>
        <source>%1 is another machine: it is not asked before you allow it.</source>
        <translation>%1 est un autre ordinateur&#xa0;: il n’est pas interrogé sans votre accord.</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Modèle de langage</translation>
    </message>
    <message>
        <source>A language model that sees images proposes places, in addition to those of the gallery. It runs in Ollama, a program of its own.</source>
        <translation>Un modèle de langage qui voit les images propose des lieux, en plus de ceux de la galerie. Il s’exécute dans Ollama, un programme à part.</translation>
    </message>
    <message>
        <source>this machine (OLLAMA_HOST, else port 11434)</source>
        <translation>cet ordinateur (OLLAMA_HOST, sinon port 11434)</translation>
    </message>
    <message>
        <source>Address of Ollama</source>
        <translation>Adresse d’Ollama</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modèle</translation>
    </message>
    <message>
        <source>the best one installed</source>
        <translation>le meilleur installé</translation>
    </message>
    <message>
        <source>Model to download</source>
        <translation>Modèle à télécharger</translation>
    </message>
    <message>
        <source>Download through Ollama</source>
        <translation>Télécharger par Ollama</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Get another model</source>
        <translation>Obtenir un autre modèle</translation>
    </message>
    <message>
        <source>Privacy…</source>
        <translation>Confidentialité…</translation>
    </message>
    <message>
        <source>Show what may use the network</source>
        <translation>Montrer ce qui peut utiliser le réseau</translation>
    </message>
    <message>
        <source>the paper&apos;s family</source>
        <translation>la famille de l’article</translation>
    </message>
    <message>
        <source>the paper&apos;s family, larger</source>
        <translation>la famille de l’article, plus grand</translation>
    </message>
    <message>
        <source>newer</source>
        <translation>plus récent</translation>
    </message>
    <message>
        <source>newer, larger</source>
        <translation>plus récent, plus grand</translation>
    </message>
    <message>
        <source>newer, for small machines</source>
        <translation>plus récent, pour les petits ordinateurs</translation>
    </message>
    <message>
        <source>for the smallest machines</source>
        <translation>pour les plus petits ordinateurs</translation>
    </message>
    <message>
        <source>%1 runs in the cloud: photos go there, as you allowed.</source>
        <translation>%1 fonctionne dans le cloud&#xa0;: les photos y vont, comme vous l’avez autorisé.</translation>
    </message>
    <message>
        <source>%1 runs in the cloud: it is not asked before you allow it.</source>
        <translation>%1 fonctionne dans le cloud&#xa0;: il n’est pas interrogé avant que vous ne l’autorisiez.</translation>
    </message>
    <message>
        <source>Downloads use the network, and are switched off under Privacy.</source>
        <translation>Les téléchargements utilisent le réseau et sont désactivés sous Confidentialité.</translation>
    </message>
    <message>
        <source>Looking for models…</source>
        <translation>Recherche de modèles…</translation>
    </message>
    <message>
        <source>in the cloud</source>
        <translation>dans le cloud</translation>
    </message>
    <message>
        <source>Ollama runs, and has no model that sees images.</source>
        <translation>Ollama est lancé, mais n’a pas de modèle qui voit les images.</translation>
    </message>
    <message>
        <source>Ollama runs on this machine: %1</source>
        <translation>Ollama est lancé sur cet ordinateur&#xa0;: %1</translation>
    </message>
    <message>
        <source>Ollama runs on another machine: %1</source>
        <translation>Ollama est lancé sur un autre ordinateur&#xa0;: %1</translation>
    </message>
    <message>
        <source>Stop; it goes on there next time</source>
        <translation>Arrêter&#x202f;; il reprendra là la prochaine fois</translation>
    </message>
</context>
<context>
    <name>NoticeBar</name>
    <message>
        <source>Dismiss</source>
        <translation>Fermer</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>%n&#xa0;autre</numerusform>
            <numerusform>%n&#xa0;autres</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Packs</name>
    <message>
        <source>version %1</source>
        <translation>version %1</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>inutilisable</translation>
    </message>
    <message>
        <source>◐ in work</source>
        <translation>◐ en cours</translation>
    </message>
    <message>
        <source>✕ damaged</source>
        <translation>✕ endommagé</translation>
    </message>
    <message>
        <source>✓ in use</source>
        <translation>✓ utilisé</translation>
    </message>
    <message>
        <source>◔ begun</source>
        <translation>◔ commencé</translation>
    </message>
    <message>
        <source>○ not here</source>
        <translation>○ absent</translation>
    </message>
    <message>
        <source>It is in work: how far it is stands below.</source>
        <translation>Travail en cours&#xa0;: l’avancement est indiqué plus bas.</translation>
    </message>
    <message>
        <source>✓ Checked: every file is as its maker described it.</source>
        <translation>✓ Vérifié&#xa0;: chaque fichier est tel que son auteur l’a décrit.</translation>
    </message>
    <message>
        <source>A part of it has come, and stays until you go on.</source>
        <translation>Une partie est déjà téléchargée et reste jusqu’à la reprise.</translation>
    </message>
    <message>
        <source>It is not on this machine; it can be downloaded.</source>
        <translation>Il n’est pas sur cet ordinateur&#x202f;; il peut être téléchargé.</translation>
    </message>
    <message>
        <source>The map draws its streets.</source>
        <translation>La carte montre ses rues.</translation>
    </message>
    <message>
        <source>It became the gallery %1.</source>
        <translation>Il est devenu la galerie %1.</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>Contenu</translation>
    </message>
    <message>
        <source>It is downloaded from %1.</source>
        <translation>Il est téléchargé depuis %1.</translation>
    </message>
    <message>
        <source>About %1 come over the network.</source>
        <translation>Environ %1 seront transférés.</translation>
    </message>
    <message>
        <source>What has come already stays.</source>
        <translation>Ce qui est déjà téléchargé est gardé.</translation>
    </message>
    <message>
        <source>It becomes a gallery; the download is removed then.</source>
        <translation>Il devient une galerie&#x202f;; le fichier téléchargé est ensuite supprimé.</translation>
    </message>
    <message>
        <source>The gallery %1 stays.</source>
        <translation>La galerie %1 reste.</translation>
    </message>
    <message>
        <source>The map draws no streets any more.</source>
        <translation>La carte ne montrera plus de rues.</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 sur %2</translation>
    </message>
    <message>
        <source>about %1</source>
        <translation>environ %1</translation>
    </message>
    <message>
        <source>Photos are encoded with it.</source>
        <translation>Les photos sont encodées avec lui.</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>Origine</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Version</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Type</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licence</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>Source</translation>
    </message>
    <message>
        <source>Terms accepted</source>
        <translation>Conditions acceptées</translation>
    </message>
    <message>
        <source>Needs first</source>
        <translation>Nécessite</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Taille</translation>
    </message>
    <message>
        <source>Network</source>
        <translation>Réseau</translation>
    </message>
    <message>
        <source>Encoder id</source>
        <translation>Identifiant</translation>
    </message>
    <message>
        <source>Its files are removed from this machine.</source>
        <translation>Ses fichiers seront supprimés de cet ordinateur.</translation>
    </message>
    <message>
        <source>Galleries that it made cannot be used until it is imported again: %1.</source>
        <translation>Les galeries qu’il a créées seront inutilisables jusqu’à ce qu’il soit réimporté&#xa0;: %1.</translation>
    </message>
    <message>
        <source>It is in use: photos are encoded with another one from now on.</source>
        <translation>Il est utilisé&#xa0;: les photos seront désormais encodées avec un autre.</translation>
    </message>
    <message>
        <source>came with the program</source>
        <translation>fourni avec le programme</translation>
    </message>
    <message>
        <source>encoder of photos</source>
        <translation>encodeur de photos</translation>
    </message>
    <message>
        <source>%1, photos of %2 by %2 pixels</source>
        <translation>%1, photos de %2&#xa0;×&#xa0;%2&#xa0;pixels</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Encoders, which turn photos into numbers that galleries are compared in, and more.</source>
        <translation>Des encodeurs, qui transforment les photos en nombres que l’on compare à ceux des galeries, et d’autres packs.</translation>
    </message>
    <message>
        <source>Import a folder…</source>
        <translation>Importer un dossier…</translation>
    </message>
    <message>
        <source>a folder with a pack.json, or with the published g3.pth; or drop it here</source>
        <translation>un dossier avec un pack.json ou le g3.pth publié&#x202f;; ou déposez-le ici</translation>
    </message>
</context>
<context>
    <name>PacksPage</name>
    <message>
        <source>Use this encoder</source>
        <translation>Utiliser cet encodeur</translation>
    </message>
    <message>
        <source>Install…</source>
        <translation>Installer…</translation>
    </message>
    <message>
        <source>Use on the map</source>
        <translation>Utiliser sur la carte</translation>
    </message>
    <message>
        <source>Check every file</source>
        <translation>Vérifier chaque fichier</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>Supprimer…</translation>
    </message>
    <message>
        <source>Drop what has come…</source>
        <translation>Abandonner le téléchargement…</translation>
    </message>
    <message>
        <source>Model card</source>
        <translation>Fiche du modèle</translation>
    </message>
    <message>
        <source>Folder of a pack, or of g3.pth</source>
        <translation>Dossier d’un pack ou de g3.pth</translation>
    </message>
    <message>
        <source>Import the folder of one.</source>
        <translation>Importez le dossier d’un pack.</translation>
    </message>
    <message>
        <source>No pack yet</source>
        <translation>Aucun pack</translation>
    </message>
    <message>
        <source>Go on…</source>
        <translation>Reprendre…</translation>
    </message>
    <message>
        <source>Install the pack %1?</source>
        <translation>Installer le pack %1&#x202f;?</translation>
    </message>
    <message>
        <source>Accept and download</source>
        <translation>Accepter et télécharger</translation>
    </message>
    <message>
        <source>Download</source>
        <translation>Télécharger</translation>
    </message>
    <message>
        <source>Drop what has come of the pack %1?</source>
        <translation>Abandonner ce qui est déjà téléchargé du pack %1&#x202f;?</translation>
    </message>
    <message>
        <source>It will have to be downloaded again.</source>
        <translation>Il faudra le télécharger à nouveau.</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>Abandonner</translation>
    </message>
    <message>
        <source>Remove the pack %1?</source>
        <translation>Supprimer le pack %1&#x202f;?</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Supprimer</translation>
    </message>
</context>
<context>
    <name>PathEdit</name>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose: %1</source>
        <translation>Choisir&#xa0;: %1</translation>
    </message>
</context>
<context>
    <name>PhotoList</name>
    <message>
        <source>no place found</source>
        <translation>aucun lieu trouvé</translation>
    </message>
    <message>
        <source>not sure: %1 places</source>
        <translation>incertain&#xa0;: %1 lieux</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>en attente</translation>
    </message>
    <message>
        <source>placing</source>
        <translation>localisation</translation>
    </message>
    <message>
        <source>done</source>
        <translation>terminée</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>échec</translation>
    </message>
</context>
<context>
    <name>PhotoStateView</name>
    <message>
        <source>Your photo</source>
        <translation>Votre photo</translation>
    </message>
    <message>
        <source>What to try</source>
        <translation>Que faire</translation>
    </message>
    <message>
        <source>Place again</source>
        <translation>Situer à nouveau</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>Montrer dans le dossier</translation>
    </message>
    <message>
        <source>No answer</source>
        <translation>Pas de réponse</translation>
    </message>
    <message>
        <source>Mend what is said above, then place it again; or look at the file itself.</source>
        <translation>Corrigez ce qui est indiqué ci-dessus, puis situez-la à nouveau&#x202f;; ou regardez le fichier lui-même.</translation>
    </message>
    <message>
        <source>The file %1</source>
        <translation>Le fichier %1</translation>
    </message>
</context>
<context>
    <name>PictureView</name>
    <message>
        <source>Wheel, + and - zoom; dragging and arrow keys move; 0 and a double click show all.</source>
        <translation>Zoom&#xa0;: molette, + et -&#x202f;; déplacement&#xa0;: glisser ou touches fléchées&#x202f;; tout afficher&#xa0;: 0 ou double clic.</translation>
    </message>
</context>
<context>
    <name>PlaceList</name>
    <message>
        <source>Ranked places</source>
        <translation>Lieux classés</translation>
    </message>
</context>
<context>
    <name>Places</name>
    <message>
        <source>Verification cosine %1. The bar lies between the worst and the best candidate; it is no probability.</source>
        <translation>Cosinus de vérification %1. La barre va du pire au meilleur candidat&#x202f;; ce n’est pas une probabilité.</translation>
    </message>
    <message>
        <source>%1: how far the farthest reference photo lies from it.</source>
        <translation>%1&#xa0;: distance de la photo de référence la plus éloignée.</translation>
    </message>
    <message>
        <source>It is no candidate any more.</source>
        <translation>Ce n’est plus un candidat.</translation>
    </message>
    <message>
        <source>verification cosine %1</source>
        <translation>cosinus de vérification %1</translation>
    </message>
    <message>
        <source>spread %1</source>
        <translation>étendue %1</translation>
    </message>
</context>
<context>
    <name>PrivacyPage</name>
    <message>
        <source>Privacy</source>
        <translation>Confidentialité</translation>
    </message>
    <message>
        <source>Photos, answers and the map stay on this machine. Only what is switched on here uses a network.</source>
        <translation>Les photos, les réponses et la carte restent sur cet ordinateur. Seul ce qui est activé ici utilise un réseau.</translation>
    </message>
    <message>
        <source>Photos may be sent to a language model on another machine</source>
        <translation>Envoyer des photos à un modèle de langage sur un autre ordinateur</translation>
    </message>
    <message>
        <source>Each photo that is placed, without its metadata, and positions of gallery photos would go to the Ollama server that you name, or through it to the servers of a cloud model.</source>
        <translation>Chaque photo à situer, sans ses métadonnées, et les positions de photos de la galerie iraient au serveur Ollama que vous indiquez ou, par lui, aux serveurs d’un modèle en ligne.</translation>
    </message>
    <message>
        <source>Language models may be downloaded</source>
        <translation>Télécharger des modèles de langage</translation>
    </message>
    <message>
        <source>Ollama would tell its library on the internet which model you want, whenever you press the button that downloads one; no photo goes there.</source>
        <translation>Ollama indiquerait à sa bibliothèque sur internet quel modèle vous voulez, chaque fois que vous en téléchargez un&#x202f;; aucune photo n’y est envoyée.</translation>
    </message>
    <message>
        <source>Links may be opened in the browser</source>
        <translation>Ouvrir des liens dans le navigateur</translation>
    </message>
    <message>
        <source>A click on a link, and nothing else, would hand its address to the browser: the page of a reference photo, or a map on the internet with the position of a place.</source>
        <translation>Un clic sur un lien, et rien d’autre, transmettrait son adresse au navigateur&#xa0;: la page d’une photo de référence, ou une carte sur internet avec la position d’un lieu.</translation>
    </message>
    <message>
        <source>Pictures of reference photos may be fetched</source>
        <translation>Les images des photos de référence peuvent être récupérées</translation>
    </message>
    <message>
        <source>Flickr would learn which reference photo you want to see, whenever you press the button that fetches its picture; your photo does not go there.</source>
        <translation>Flickr apprendrait quelle photo de référence vous voulez voir, chaque fois que vous appuyez sur le bouton qui en récupère l’image&#xa0;; votre photo n’y est pas envoyée.</translation>
    </message>
    <message>
        <source>Kept on this machine</source>
        <translation>Conservé sur cet ordinateur</translation>
    </message>
    <message>
        <source>List of photos, their places and the window&apos;s layout</source>
        <translation>Liste des photos, leurs lieux et la disposition de la fenêtre</translation>
    </message>
    <message>
        <source>Pictures that were pasted, or dropped from a browser</source>
        <translation>Images collées, ou déposées depuis un navigateur</translation>
    </message>
    <message>
        <source>Galleries that you built, with small pictures</source>
        <translation>Galeries que vous avez créées, avec leurs vignettes</translation>
    </message>
    <message>
        <source>Results of computations that can be made again</source>
        <translation>Résultats de calculs qui peuvent être refaits</translation>
    </message>
    <message>
        <source>Pictures of references that were fetched and looked at of late</source>
        <translation>Images de références récupérées et regardées récemment</translation>
    </message>
    <message>
        <source>What the engine reported, with names of files</source>
        <translation>Messages du moteur, avec des noms de fichiers</translation>
    </message>
    <message>
        <source>These settings</source>
        <translation>Ces réglages</translation>
    </message>
    <message>
        <source>Your photos stay where they are: the list holds their paths, and no copies.</source>
        <translation>Vos photos restent où elles sont&#xa0;: la liste contient leurs chemins, pas de copies.</translation>
    </message>
</context>
<context>
    <name>Reference</name>
    <message>
        <source>Row %1</source>
        <translation>Ligne %1</translation>
    </message>
    <message>
        <source>similarity %1</source>
        <translation>similarité %1</translation>
    </message>
    <message>
        <source>%1 from the place</source>
        <translation>à %1 du lieu</translation>
    </message>
    <message>
        <source>photo by %1</source>
        <translation>photo de %1</translation>
    </message>
    <message>
        <source>Reference %1 of %2</source>
        <translation>Référence %1 sur %2</translation>
    </message>
    <message>
        <source>The gallery keeps no picture of it.</source>
        <translation>La galerie n’en conserve pas d’image.</translation>
    </message>
    <message>
        <source>Its picture cannot be read.</source>
        <translation>Son image est illisible.</translation>
    </message>
    <message>
        <source>No reference photo was taken near it.</source>
        <translation>Aucune photo de référence n’a été prise à proximité.</translation>
    </message>
</context>
<context>
    <name>ReferenceStrip</name>
    <message>
        <source>Reference photos</source>
        <translation>Photos de référence</translation>
    </message>
</context>
<context>
    <name>Replies</name>
    <message>
        <source>Reasons</source>
        <translation>Raisons</translation>
    </message>
    <message>
        <source>(nothing came)</source>
        <translation>(réponse vide)</translation>
    </message>
    <message>
        <source>Asked without references</source>
        <translation>Question sans référence</translation>
    </message>
    <message numerus="yes">
        <source>Asked with %n reference(s)</source>
        <translation>
            <numerusform>Question avec %n&#xa0;référence</numerusform>
            <numerusform>Question avec %n&#xa0;références</numerusform>
        </translation>
    </message>
    <message>
        <source>Reply %1, seed %2</source>
        <translation>Réponse %1, graine %2</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>%1 is a folder, not a photo.</source>
        <translation>%1 est un dossier, pas une photo.</translation>
    </message>
    <message>
        <source>Name the files in it.</source>
        <translation>Indiquez les fichiers qu’il contient.</translation>
    </message>
    <message>
        <source>%1 is a device or a pipe, not a photo.</source>
        <translation>%1 est un périphérique ou un tube, pas une photo.</translation>
    </message>
    <message>
        <source>Use a JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP or GIF.</source>
        <translation>Utilisez un fichier JPEG, PNG, WebP, HEIC, AVIF, TIFF, BMP ou GIF.</translation>
    </message>
    <message>
        <source>%1 is empty.</source>
        <translation>%1 est vide.</translation>
    </message>
    <message>
        <source>Try to copy it again from where it came from.</source>
        <translation>Essayez de copier à nouveau le fichier depuis sa source.</translation>
    </message>
    <message>
        <source>%1 is larger than 2 GiB.</source>
        <translation>%1 dépasse 2 Gio.</translation>
    </message>
    <message>
        <source>Save it as a JPEG.</source>
        <translation>Enregistrez la photo au format JPEG.</translation>
    </message>
    <message>
        <source>%1 does not exist.</source>
        <translation>%1 n’existe pas.</translation>
    </message>
    <message>
        <source>Check its name.</source>
        <translation>Vérifiez son nom.</translation>
    </message>
    <message>
        <source>%1 cannot be read.</source>
        <translation>%1 est illisible.</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2.</source>
        <translation>%1 est illisible&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Give yourself permission to read it.</source>
        <translation>Donnez-vous le droit de lire ce fichier.</translation>
    </message>
    <message>
        <source>%1 changed while it was being located.</source>
        <translation>%1 a changé pendant la localisation.</translation>
    </message>
    <message>
        <source>Run it again.</source>
        <translation>Recommencez.</translation>
    </message>
    <message>
        <source>%1 cannot be read as a folder: %2.</source>
        <translation>%1 est illisible en tant que dossier&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 was left out: %2.</source>
        <translation>%1 a été écarté&#xa0;: %2.</translation>
    </message>
    <message>
        <source>it is a broken link, a device or a pipe</source>
        <translation>c’est un lien rompu, un périphérique ou un tube</translation>
    </message>
    <message>
        <source>%1 does not fit into memory.</source>
        <translation>%1 ne tient pas en mémoire.</translation>
    </message>
    <message>
        <source>Close other programs.</source>
        <translation>Fermez d’autres programmes.</translation>
    </message>
    <message>
        <source>%1 is not a photo of a known format.</source>
        <translation>%1 n’est pas une photo d’un format connu.</translation>
    </message>
    <message>
        <source>%1 has more than 200 megapixels.</source>
        <translation>%1 a plus de 200 mégapixels.</translation>
    </message>
    <message>
        <source>Save it at a smaller size.</source>
        <translation>Enregistrez la photo en plus petit.</translation>
    </message>
    <message>
        <source>%1 is truncated: it holds less than its header promises.</source>
        <translation>%1 est tronqué&#xa0;: il contient moins que son en-tête n’annonce.</translation>
    </message>
    <message>
        <source>%1 is damaged: %2.</source>
        <translation>%1 est endommagé&#xa0;: %2.</translation>
    </message>
    <message>
        <source>its header cannot be read</source>
        <translation>son en-tête est illisible</translation>
    </message>
    <message>
        <source>The metadata of BigTIFF files is not read.</source>
        <translation>Les métadonnées des fichiers BigTIFF ne sont pas lues.</translation>
    </message>
    <message>
        <source>The metadata is damaged and was not used.</source>
        <translation>Les métadonnées sont endommagées et n’ont pas été utilisées.</translation>
    </message>
    <message>
        <source>The metadata is damaged and was read only in part.</source>
        <translation>Les métadonnées sont endommagées et n’ont été lues qu’en partie.</translation>
    </message>
    <message>
        <source>The camera&apos;s position is incomplete or not a number and was not used.</source>
        <translation>La position de l’appareil est incomplète ou n’est pas un nombre et n’a pas été utilisée.</translation>
    </message>
    <message>
        <source>The camera&apos;s position is 0, 0, written without a fix, and was not used.</source>
        <translation>La position de l’appareil est 0, 0, écrite sans signal, et n’a pas été utilisée.</translation>
    </message>
    <message>
        <source>The camera&apos;s position does not name its hemisphere and was not used.</source>
        <translation>La position de l’appareil n’indique pas son hémisphère et n’a pas été utilisée.</translation>
    </message>
    <message>
        <source>The camera&apos;s position is out of range and was not used.</source>
        <translation>La position de l’appareil est hors limites et n’a pas été utilisée.</translation>
    </message>
    <message>
        <source>The camera marked its position as not measured at that moment.</source>
        <translation>L’appareil a signalé que sa position n’était pas mesurée à ce moment.</translation>
    </message>
    <message>
        <source>The time in the metadata is not a date and was not used.</source>
        <translation>L’heure des métadonnées n’est pas une date et n’a pas été utilisée.</translation>
    </message>
    <message>
        <source>No language model was used.</source>
        <translation>Aucun modèle de langage n’a été utilisé.</translation>
    </message>
    <message>
        <source>No language model was used: %1.</source>
        <translation>Aucun modèle de langage n’a été utilisé. %1.</translation>
    </message>
    <message>
        <source>none was asked for</source>
        <translation>Aucun n’était demandé</translation>
    </message>
    <message>
        <source>The candidates are positions of similar gallery photos and towns.</source>
        <translation>Les candidats sont des positions de photos similaires de la galerie et des villes.</translation>
    </message>
    <message>
        <source>%1 was not asked: %2</source>
        <translation>%1 n’a pas été interrogé&#xa0;: %2</translation>
    </message>
    <message>
        <source>%1 gave no position that counts.</source>
        <translation>%1 n’a donné aucune position valable.</translation>
    </message>
    <message>
        <source>%1 gave no position that counts (%2).</source>
        <translation>%1 n’a donné aucune position valable (%2).</translation>
    </message>
    <message>
        <source>%1 of %2 replies did not count (%3)</source>
        <translation>%1 réponses sur %2 n’ont pas compté (%3)</translation>
    </message>
    <message>
        <source>the time was up when %1 of %2 questions were answered</source>
        <translation>le temps était écoulé après %1 réponses sur %2 questions</translation>
    </message>
    <message>
        <source>%1 of %2 questions were answered, as no further reply could change the first place</source>
        <translation>%1 questions sur %2 ont eu une réponse, car aucune autre ne pouvait changer la première place</translation>
    </message>
    <message>
        <source>The first place is the model&apos;s answer: none of the most similar gallery photos was taken within %1 km of it.</source>
        <translation>Le premier lieu est la réponse du modèle&#xa0;: aucune des photos les plus similaires de la galerie n’a été prise à moins de %1 km.</translation>
    </message>
    <message>
        <source>The gallery holds this very file; it was left out.</source>
        <translation>La galerie contient ce fichier même&#xa0;; il a été écarté.</translation>
    </message>
    <message>
        <source>Left out %1 gallery photos by %2.</source>
        <translation>%1 photos de la galerie prises par %2 ont été écartées.</translation>
    </message>
    <message>
        <source>No gallery was used: name one of %1 with --gallery.</source>
        <translation>Aucune galerie n’a été utilisée&#xa0;: indiquez-en une avec --gallery, parmi %1.</translation>
    </message>
    <message>
        <source>The candidates are towns alone.</source>
        <translation>Les candidats sont seulement des villes.</translation>
    </message>
    <message>
        <source>There is no gallery made by %1: the candidates are towns alone.</source>
        <translation>Il n’y a pas de galerie créée par %1&#xa0;: les candidats sont seulement des villes.</translation>
    </message>
    <message>
        <source>`g3desktop gallery build` makes one from photos of your own.</source>
        <translation>`g3desktop gallery build` en crée une avec vos propres photos.</translation>
    </message>
    <message>
        <source>the reply is empty</source>
        <translation>la réponse est vide</translation>
    </message>
    <message>
        <source>the reply is cut off</source>
        <translation>la réponse est coupée</translation>
    </message>
    <message>
        <source>the reply is too long</source>
        <translation>la réponse est trop longue</translation>
    </message>
    <message>
        <source>the reply is too long: nothing in its first %1 characters</source>
        <translation>la réponse est trop longue&#xa0;: rien dans ses %1 premiers caractères</translation>
    </message>
    <message>
        <source>half a position</source>
        <translation>une demi-position</translation>
    </message>
    <message>
        <source>half a position: latitude or longitude is missing</source>
        <translation>une demi-position&#xa0;: il manque la latitude ou la longitude</translation>
    </message>
    <message>
        <source>the model declined</source>
        <translation>le modèle a refusé</translation>
    </message>
    <message>
        <source>no position in the reply</source>
        <translation>pas de position dans la réponse</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>pas un nombre</translation>
    </message>
    <message>
        <source>not a number: nothing</source>
        <translation>pas un nombre&#xa0;: rien</translation>
    </message>
    <message>
        <source>malformed angle</source>
        <translation>angle mal formé</translation>
    </message>
    <message>
        <source>out of range</source>
        <translation>hors limites</translation>
    </message>
    <message>
        <source>out of range: latitude %1</source>
        <translation>hors limites&#xa0;: latitude %1</translation>
    </message>
    <message>
        <source>out of range: longitude %1</source>
        <translation>hors limites&#xa0;: longitude %1</translation>
    </message>
    <message>
        <source>ambiguous</source>
        <translation>ambigu</translation>
    </message>
    <message>
        <source>ambiguous: hemisphere %1</source>
        <translation>ambigu&#xa0;: hémisphère %1</translation>
    </message>
    <message>
        <source>ambiguous: sign of %1</source>
        <translation>ambigu&#xa0;: signe de %1</translation>
    </message>
    <message>
        <source>contradiction</source>
        <translation>contradiction</translation>
    </message>
    <message>
        <source>contradiction: the latitude has the letter of the other</source>
        <translation>contradiction&#xa0;: la latitude porte la lettre de la longitude</translation>
    </message>
    <message>
        <source>contradiction: the longitude has the letter of the other</source>
        <translation>contradiction&#xa0;: la longitude porte la lettre de la latitude</translation>
    </message>
    <message>
        <source>contradiction: sign %1 and hemisphere %2</source>
        <translation>contradiction&#xa0;: signe %1 et hémisphère %2</translation>
    </message>
    <message>
        <source>contradiction: several hemispheres of the latitude</source>
        <translation>contradiction&#xa0;: plusieurs hémisphères pour la latitude</translation>
    </message>
    <message>
        <source>contradiction: several hemispheres of the longitude</source>
        <translation>contradiction&#xa0;: plusieurs hémisphères pour la longitude</translation>
    </message>
    <message>
        <source>contradiction: latitude %1 and %2</source>
        <translation>contradiction&#xa0;: latitude %1 et %2</translation>
    </message>
    <message>
        <source>contradiction: longitude %1 and %2</source>
        <translation>contradiction&#xa0;: longitude %1 et %2</translation>
    </message>
    <message>
        <source>null island</source>
        <translation>île nulle</translation>
    </message>
    <message>
        <source>null island: the model gave 0, 0</source>
        <translation>île nulle&#xa0;: le modèle a donné 0, 0</translation>
    </message>
    <message>
        <source>no connection</source>
        <translation>pas de connexion</translation>
    </message>
    <message>
        <source>model not found</source>
        <translation>modèle introuvable</translation>
    </message>
    <message>
        <source>model does not see images</source>
        <translation>le modèle ne voit pas les images</translation>
    </message>
    <message>
        <source>server busy</source>
        <translation>serveur occupé</translation>
    </message>
    <message>
        <source>server error</source>
        <translation>erreur du serveur</translation>
    </message>
    <message>
        <source>no answer in time</source>
        <translation>pas de réponse à temps</translation>
    </message>
    <message>
        <source>connection cut</source>
        <translation>connexion coupée</translation>
    </message>
    <message>
        <source>unreadable reply</source>
        <translation>réponse illisible</translation>
    </message>
    <message>
        <source>reply too long</source>
        <translation>réponse trop longue</translation>
    </message>
    <message>
        <source>cut off</source>
        <translation>coupée</translation>
    </message>
    <message>
        <source>empty reply</source>
        <translation>réponse vide</translation>
    </message>
    <message>
        <source>the model declined: %1</source>
        <translation>le modèle a refusé&#xa0;: %1</translation>
    </message>
    <message>
        <source>not a number: %1</source>
        <translation>pas un nombre&#xa0;: %1</translation>
    </message>
    <message>
        <source>malformed angle: %1</source>
        <translation>angle mal formé&#xa0;: %1</translation>
    </message>
    <message>
        <source>ambiguous: %1</source>
        <translation>ambigu&#xa0;: %1</translation>
    </message>
    <message>
        <source>server error: %1</source>
        <translation>erreur du serveur&#xa0;: %1</translation>
    </message>
    <message>
        <source>There was not enough memory to go on.</source>
        <translation>Il n’y avait pas assez de mémoire pour continuer.</translation>
    </message>
    <message>
        <source>Close other programs, or try --device cpu or --precision bfloat16.</source>
        <translation>Fermez d’autres programmes, ou essayez --device cpu ou --precision bfloat16.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Le disque est plein.</translation>
    </message>
    <message>
        <source>The disk is full while writing %1.</source>
        <translation>Le disque est plein&#xa0;: impossible d’écrire %1.</translation>
    </message>
    <message>
        <source>Free some space, or set G3DESKTOP_HOME to a folder on another disk.</source>
        <translation>Libérez de la place, ou faites pointer G3DESKTOP_HOME vers un dossier d’un autre disque.</translation>
    </message>
    <message>
        <source>%1: the engine stopped twice on this photo: %2.</source>
        <translation>%1: le moteur s’est arrêté deux fois sur cette photo&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The others go on without it.</source>
        <translation>Les autres photos continuent.</translation>
    </message>
    <message>
        <source>The engine stopped %1 times before any photo: %2.</source>
        <translation>Le moteur s’est arrêté %1 fois avant toute photo&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Its log is %1.</source>
        <translation>Le journal est %1.</translation>
    </message>
    <message>
        <source>The engine failed: %1: %2.</source>
        <translation>Le moteur a échoué&#xa0;: %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>This is a fault of the program; its log says more.</source>
        <translation>C’est une erreur du programme&#xa0;; son journal en dit plus.</translation>
    </message>
    <message>
        <source>The work stopped before it was done: %1.</source>
        <translation>Le travail s’est arrêté avant la fin&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Start it again: what was finished is kept.</source>
        <translation>Relancez-le&#xa0;: ce qui était fait est gardé.</translation>
    </message>
    <message>
        <source>The work failed: %1: %2.</source>
        <translation>Le travail a échoué&#xa0;: %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>it was told to stop</source>
        <translation>il devait s’arrêter</translation>
    </message>
    <message>
        <source>it could not be started: %1</source>
        <translation>le processus n’a pas pu démarrer&#xa0;: %1</translation>
    </message>
    <message>
        <source>it said what is no message: %1</source>
        <translation>le processus a dit autre chose qu’un message&#xa0;: %1</translation>
    </message>
    <message>
        <source>%1 is nothing that an engine says</source>
        <translation>%1 n’est pas un message du moteur</translation>
    </message>
    <message>
        <source>%1 is nothing that work says</source>
        <translation>%1 n’est pas un message d’un travail</translation>
    </message>
    <message>
        <source>a message of %1 bytes</source>
        <translation>un message de %1 octets</translation>
    </message>
    <message>
        <source>%1 bytes that are no message: %2</source>
        <translation>%1 octets qui ne sont pas un message&#xa0;: %2</translation>
    </message>
    <message>
        <source>it was killed, most likely because memory ran out</source>
        <translation>le processus a été tué, sans doute faute de mémoire</translation>
    </message>
    <message>
        <source>it crashed (%1)</source>
        <translation>le processus a planté (%1)</translation>
    </message>
    <message>
        <source>it ended with status %1</source>
        <translation>le processus s’est terminé avec le code %1</translation>
    </message>
    <message>
        <source>The engine&apos;s log cannot be written: %1.</source>
        <translation>Impossible d’écrire le journal du moteur&#xa0;: %1.</translation>
    </message>
    <message>
        <source>Encoding %1 positions, once for this encoder; this takes a while.</source>
        <translation>Encodage de %1 positions, une seule fois pour cet encodeur&#xa0;; cela prend un moment.</translation>
    </message>
    <message>
        <source>Location vectors could not be kept in %1: %2.</source>
        <translation>Les vecteurs de lieux n’ont pas pu être conservés dans %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Asking %1 %2 questions; on a CPU each may take half a minute.</source>
        <translation>%2 questions à %1&#xa0;; sur un processeur, chacune peut prendre une demi-minute.</translation>
    </message>
    <message>
        <source>Asking %1 %2 questions; on a CPU each may take half a minute, at most %3 s.</source>
        <translation>%2 questions à %1&#xa0;; sur un processeur, chacune peut prendre une demi-minute, %3 s au plus.</translation>
    </message>
    <message>
        <source>Asking %1 %2 questions; about %3.</source>
        <translation>%2 questions à %1&#xa0;; environ %3.</translation>
    </message>
    <message>
        <source>Asking %1 %2 questions; about %3, at most %4 s.</source>
        <translation>%2 questions à %1&#xa0;; environ %3, %4 s au plus.</translation>
    </message>
    <message>
        <source>There is no device %1.</source>
        <translation>Il n’y a pas de processeur %1.</translation>
    </message>
    <message>
        <source>This machine has no usable %1 device.</source>
        <translation>Cet ordinateur n’a pas de processeur %1 utilisable.</translation>
    </message>
    <message>
        <source>There is no precision %1.</source>
        <translation>Il n’y a pas de précision %1.</translation>
    </message>
    <message>
        <source>Try %1.</source>
        <translation>Essayez %1.</translation>
    </message>
    <message>
        <source>The %1 device has no bfloat16 units.</source>
        <translation>Le processeur %1 ne calcule pas en bfloat16.</translation>
    </message>
    <message>
        <source>The %1 device ran out of memory.</source>
        <translation>Le processeur %1 n’a plus de mémoire.</translation>
    </message>
    <message>
        <source>Close other programs, or compute on another device.</source>
        <translation>Fermez d’autres programmes, ou calculez sur un autre processeur.</translation>
    </message>
    <message>
        <source>The encoder %1 gave numbers that are not finite.</source>
        <translation>L’encodeur %1 a donné des nombres non finis.</translation>
    </message>
    <message>
        <source>Verify its pack, or try --precision float32.</source>
        <translation>Vérifiez son pack, ou essayez --precision float32.</translation>
    </message>
    <message>
        <source>Try --precision float32, or another --device.</source>
        <translation>Essayez --precision float32, ou un autre --device.</translation>
    </message>
    <message>
        <source>The encoder %1 computes in float32 alone, not in %2.</source>
        <translation>L’encodeur %1 calcule seulement en float32, pas en %2.</translation>
    </message>
    <message>
        <source>Leave the precision out.</source>
        <translation>N’indiquez pas de précision.</translation>
    </message>
    <message>
        <source>The fused ranking needs a gallery, which %1 is without.</source>
        <translation>Le classement fusionné exige une galerie, et %1 n’en a pas.</translation>
    </message>
    <message>
        <source>The fused ranking needs fitted weights, which %1 is without.</source>
        <translation>Le classement fusionné exige des poids ajustés, et %1 n’en a pas.</translation>
    </message>
    <message>
        <source>Leave --ranking out, or use --ranking paper.</source>
        <translation>N’indiquez pas --ranking, ou utilisez --ranking paper.</translation>
    </message>
    <message>
        <source>The table of places %1 cannot be read: %2.</source>
        <translation>La table des lieux %1 est illisible&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The table of places %1 is damaged: %2.</source>
        <translation>La table des lieux %1 est endommagée&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The table came with the program: install it again.</source>
        <translation>La table est fournie avec le programme&#xa0;: réinstallez-le.</translation>
    </message>
    <message>
        <source>its format is %1, not %2</source>
        <translation>son format est %1, pas %2</translation>
    </message>
    <message>
        <source>%1 is %2 of %3 dimensions</source>
        <translation>%1 est %2 à %3 dimensions</translation>
    </message>
    <message>
        <source>its columns are empty or of different lengths</source>
        <translation>ses colonnes sont vides ou de longueurs différentes</translation>
    </message>
    <message>
        <source>the names do not fill their text</source>
        <translation>les noms ne remplissent pas leur texte</translation>
    </message>
    <message>
        <source>its regions do not fit</source>
        <translation>ses régions ne concordent pas</translation>
    </message>
    <message>
        <source>a position is off the globe</source>
        <translation>une position est hors du globe</translation>
    </message>
    <message>
        <source>its towns are out of order</source>
        <translation>ses villes sont dans le désordre</translation>
    </message>
    <message>
        <source>There is no folder %1.</source>
        <translation>Il n’y a pas de dossier %1.</translation>
    </message>
    <message>
        <source>No photo in %1 can be used.</source>
        <translation>Aucune photo de %1 n’est utilisable.</translation>
    </message>
    <message>
        <source>%1 were left out, most often: %2</source>
        <translation>%1 ont été écartées, le plus souvent pour ceci&#xa0;: %2</translation>
    </message>
    <message>
        <source>Photos need a position: in their EXIF data, or in a file given with --csv.</source>
        <translation>Il faut aux photos une position&#xa0;: dans leurs données EXIF, ou dans un fichier indiqué avec --csv.</translation>
    </message>
    <message>
        <source>An unfinished build of %1 from other photos or settings was discarded.</source>
        <translation>Une création inachevée de %1, avec d’autres photos ou réglages, a été abandonnée.</translation>
    </message>
    <message>
        <source>it has no position in its EXIF data</source>
        <translation>pas de position dans ses données EXIF</translation>
    </message>
    <message>
        <source>its position 0, 0 stands for a missing one</source>
        <translation>sa position 0, 0 signifie qu’elle manque</translation>
    </message>
    <message>
        <source>%1 stays at %2, %3, where the gallery has it, not at %4, %5.</source>
        <translation>%1 reste à %2, %3, comme dans la galerie, et non à %4, %5.</translation>
    </message>
    <message>
        <source>%1 cannot be the name of a gallery.</source>
        <translation>%1 ne peut pas être le nom d’une galerie.</translation>
    </message>
    <message>
        <source>Use up to %1 letters, digits, - and _, such as my-photos.</source>
        <translation>Utilisez jusqu’à %1 lettres, chiffres, - et _, par exemple mes-photos.</translation>
    </message>
    <message>
        <source>There is no gallery %1.</source>
        <translation>Il n’y a pas de galerie %1.</translation>
    </message>
    <message>
        <source>Galleries there: %1.</source>
        <translation>Galeries présentes&#xa0;: %1.</translation>
    </message>
    <message>
        <source>none</source>
        <translation>aucune</translation>
    </message>
    <message>
        <source>`g3desktop gallery build` makes one.</source>
        <translation>`g3desktop gallery build` en crée une.</translation>
    </message>
    <message>
        <source>There is no gallery %1 in %2.</source>
        <translation>Il n’y a pas de galerie %1 dans %2.</translation>
    </message>
    <message>
        <source>`g3desktop gallery list` shows those there; bundled ones stay.</source>
        <translation>`g3desktop gallery list` montre celles qui existent&#xa0;; celles du programme restent.</translation>
    </message>
    <message>
        <source>There is no gallery at %1.</source>
        <translation>Il n’y a pas de galerie dans %1.</translation>
    </message>
    <message>
        <source>`g3desktop gallery list` shows those there.</source>
        <translation>`g3desktop gallery list` montre celles qui existent.</translation>
    </message>
    <message>
        <source>The gallery %1 is being built or removed by another run of the program.</source>
        <translation>La galerie %1 est en cours de création ou de suppression par une autre exécution du programme.</translation>
    </message>
    <message>
        <source>Wait until that is done, or choose another name.</source>
        <translation>Attendez la fin, ou choisissez un autre nom.</translation>
    </message>
    <message>
        <source>The disk that holds %1 is full.</source>
        <translation>Le disque qui contient %1 est plein.</translation>
    </message>
    <message>
        <source>Free some space and run the same command again: it goes on from there.</source>
        <translation>Libérez de la place et recommencez&#xa0;: le travail reprendra là.</translation>
    </message>
    <message>
        <source>Cannot write in %1: %2.</source>
        <translation>Impossible d’écrire dans %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Check that the folder can be written, or set G3DESKTOP_HOME to another one.</source>
        <translation>Vérifiez que l’on peut écrire dans ce dossier, ou faites pointer G3DESKTOP_HOME vers un autre.</translation>
    </message>
    <message>
        <source>Build it again, or use the version of the program that made it.</source>
        <translation>Créez-la à nouveau, ou utilisez la version du programme qui l’a créée.</translation>
    </message>
    <message>
        <source>The gallery %1 was made by the encoder %2, not by %3.</source>
        <translation>La galerie %1 a été créée par l’encodeur %2, pas par %3.</translation>
    </message>
    <message>
        <source>Choose the other encoder, or build a gallery of another name with this one.</source>
        <translation>Choisissez l’autre encodeur, ou créez avec celui-ci une galerie d’un autre nom.</translation>
    </message>
    <message>
        <source>The gallery %1 was added to in the meantime.</source>
        <translation>La galerie %1 a été complétée entre-temps.</translation>
    </message>
    <message>
        <source>Run the command again.</source>
        <translation>Recommencez.</translation>
    </message>
    <message>
        <source>The gallery file %1 is damaged or missing: %2.</source>
        <translation>Le fichier de galerie %1 est endommagé ou manque&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Restore it from a copy, or remove the gallery and build it again.</source>
        <translation>Restaurez-le depuis une copie, ou supprimez la galerie et créez-la à nouveau.</translation>
    </message>
    <message>
        <source>it cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>it names the file %1</source>
        <translation>il cite le fichier %1</translation>
    </message>
    <message>
        <source>its numbers make no sense</source>
        <translation>ses nombres n’ont pas de sens</translation>
    </message>
    <message>
        <source>it holds %1 rows instead of %2</source>
        <translation>il contient %1 lignes au lieu de %2</translation>
    </message>
    <message>
        <source>it has %1 bytes instead of %2</source>
        <translation>il a %1 octets au lieu de %2</translation>
    </message>
    <message>
        <source>its content has changed</source>
        <translation>son contenu a changé</translation>
    </message>
    <message>
        <source>The gallery %1 has format %2; this program reads up to %3.</source>
        <translation>La galerie %1 a le format %2&#x202f;; ce programme lit les formats jusqu’à %3.</translation>
    </message>
    <message>
        <source>it holds %1 instead of %2</source>
        <translation>il contient %1 au lieu de %2</translation>
    </message>
    <message>
        <source>its %1 rows run from %2 to %3</source>
        <translation>ses %1 lignes vont de %2 à %3</translation>
    </message>
    <message>
        <source>a position lies outside the globe</source>
        <translation>une position est hors du globe</translation>
    </message>
    <message>
        <source>its id does not name this content</source>
        <translation>son identifiant ne désigne pas ce contenu</translation>
    </message>
    <message>
        <source>row %1 is not a unit vector</source>
        <translation>la ligne %1 n’est pas un vecteur unitaire</translation>
    </message>
    <message>
        <source>%1 is missing in it</source>
        <translation>il y manque %1</translation>
    </message>
    <message>
        <source>its parts do not fit together</source>
        <translation>ses parties ne vont pas ensemble</translation>
    </message>
    <message>
        <source>its heads do not fit together</source>
        <translation>ses têtes ne vont pas ensemble</translation>
    </message>
    <message>
        <source>its sketch does not fit together</source>
        <translation>son esquisse est incohérente</translation>
    </message>
    <message>
        <source>a compact segment lacks a file</source>
        <translation>il manque un fichier à une partie compacte</translation>
    </message>
    <message>
        <source>it holds no records of embeddings</source>
        <translation>il ne contient pas de vecteurs</translation>
    </message>
    <message>
        <source>it holds no codes</source>
        <translation>il ne contient pas de codes</translation>
    </message>
    <message>
        <source>it holds no numbers of rows</source>
        <translation>il ne contient pas de numéros de lignes</translation>
    </message>
    <message>
        <source>its positions are not those of the file beside it</source>
        <translation>ses positions ne sont pas celles du fichier voisin</translation>
    </message>
    <message>
        <source>Nobody remembers which folder the gallery %1 was built from.</source>
        <translation>On ne sait plus à partir de quel dossier la galerie %1 a été créée.</translation>
    </message>
    <message>
        <source>Run `g3desktop gallery build FOLDER --name %1` once more: what it has is not encoded again.</source>
        <translation>Exécutez à nouveau `g3desktop gallery build DOSSIER --name %1`&#xa0;: ce qu’elle contient déjà n’est pas encodé à nouveau.</translation>
    </message>
    <message>
        <source>The folder %1 is not there.</source>
        <translation>Le dossier %1 n’est pas là.</translation>
    </message>
    <message>
        <source>The folder %1 holds no photo any more.</source>
        <translation>Le dossier %1 ne contient plus aucune photo.</translation>
    </message>
    <message>
        <source>Plug its disk in, or remove the gallery if it is to go.</source>
        <translation>Branchez son disque, ou supprimez la galerie si elle ne sert plus.</translation>
    </message>
    <message>
        <source>No row was removed: a part of the folder could not be read.</source>
        <translation>Aucune ligne n’a été supprimée&#xa0;: une partie du dossier n’a pas pu être lue.</translation>
    </message>
    <message>
        <source>Remove that file and build the gallery once more; nothing is encoded again.</source>
        <translation>Supprimez ce fichier et créez la galerie encore une fois&#x202f;; rien n’est encodé à nouveau.</translation>
    </message>
    <message>
        <source>its version is %1</source>
        <translation>sa version est %1</translation>
    </message>
    <message>
        <source>Check its path.</source>
        <translation>Vérifiez son chemin.</translation>
    </message>
    <message>
        <source>No pack here has the encoder %1, which made the gallery.</source>
        <translation>Aucun pack ici n’a l’encodeur %1, qui a créé la galerie.</translation>
    </message>
    <message>
        <source>`g3desktop packs list` shows those there; install or import that one.</source>
        <translation>`g3desktop packs list` montre ceux qui existent&#x202f;; installez ou importez celui qui manque.</translation>
    </message>
    <message>
        <source>Cannot read the index %1: %2.</source>
        <translation>L’index %1 est illisible&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Check the path.</source>
        <translation>Vérifiez le chemin.</translation>
    </message>
    <message>
        <source>The index %1 has %2 bytes instead of %3.</source>
        <translation>L’index %1 a %2 octets au lieu de %3.</translation>
    </message>
    <message>
        <source>Copy or download it again.</source>
        <translation>Copiez-le ou téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>Check the disk, then run the command again.</source>
        <translation>Vérifiez le disque, puis réessayez.</translation>
    </message>
    <message>
        <source>The index %1 became shorter while it was read.</source>
        <translation>L’index %1 a raccourci pendant sa lecture.</translation>
    </message>
    <message>
        <source>%1 is no flat FAISS index by inner product.</source>
        <translation>%1 n’est pas un index FAISS plat par produit scalaire.</translation>
    </message>
    <message>
        <source>Give the index of the G3 gallery, an IndexFlatIP.</source>
        <translation>Donnez l’index de la galerie de G3, un IndexFlatIP.</translation>
    </message>
    <message>
        <source>Choose another name, or remove that one.</source>
        <translation>Choisissez un autre nom, ou supprimez-la.</translation>
    </message>
    <message>
        <source>No row of %1 has a position.</source>
        <translation>Aucune ligne de %1 n’a de position.</translation>
    </message>
    <message>
        <source>Give the MP16-Pro metadata.</source>
        <translation>Donnez les métadonnées de MP16-Pro.</translation>
    </message>
    <message>
        <source>%1 has %2 rows and %3 has %4.</source>
        <translation>%1 a %2 lignes et %3 en a %4.</translation>
    </message>
    <message>
        <source>%1 has more than %2 rows and %3 has %4.</source>
        <translation>%1 a plus de %2 lignes et %3 en a %4.</translation>
    </message>
    <message>
        <source>Give the index and the metadata of the same gallery.</source>
        <translation>Donnez l’index et les métadonnées de la même galerie.</translation>
    </message>
    <message>
        <source>The rows of %1 have %2 numbers, and those of the encoder %3 %4.</source>
        <translation>Les lignes de %1 ont %2 nombres, et celles de l’encodeur %3 en ont %4.</translation>
    </message>
    <message>
        <source>Give the index that this encoder made.</source>
        <translation>Donnez l’index que cet encodeur a créé.</translation>
    </message>
    <message>
        <source>Check the path after --metadata.</source>
        <translation>Vérifiez le chemin des métadonnées.</translation>
    </message>
    <message>
        <source>%1 is no text in UTF-8 near line %2.</source>
        <translation>%1 n’est pas du texte en UTF-8 vers la ligne %2.</translation>
    </message>
    <message>
        <source>Download it again.</source>
        <translation>Téléchargez-le à nouveau.</translation>
    </message>
    <message>
        <source>%1 is no CSV at line %2: %3.</source>
        <translation>%1 n’est pas du CSV à la ligne %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>Give the MP16-Pro metadata, whose first line names its columns.</source>
        <translation>Donnez les métadonnées de MP16-Pro, dont la première ligne nomme les colonnes.</translation>
    </message>
    <message>
        <source>No row has a vector.</source>
        <translation>Aucune ligne n’a de vecteur.</translation>
    </message>
    <message>
        <source>Download or build the index again.</source>
        <translation>Téléchargez ou créez l’index à nouveau.</translation>
    </message>
    <message>
        <source>The rows were not made by this encoder: one comes back with a cosine of %1.</source>
        <translation>Les lignes n’ont pas été créées par cet encodeur&#xa0;: l’une revient avec un cosinus de %1.</translation>
    </message>
    <message>
        <source>Install the pack of the encoder that made them, and use that one.</source>
        <translation>Installez le pack de l’encodeur qui les a créées, et utilisez-le.</translation>
    </message>
    <message>
        <source>The published gallery needs the pack %1, whose encoder made it.</source>
        <translation>La galerie publiée a besoin du pack %1, dont l’encodeur l’a créée.</translation>
    </message>
    <message>
        <source>`g3desktop packs install %1`, or `g3desktop packs import FOLDER` with the folder of g3.pth.</source>
        <translation>`g3desktop packs install %1`, ou `g3desktop packs import DOSSIER` avec le dossier de g3.pth.</translation>
    </message>
    <message>
        <source>Cannot read %1: %2.</source>
        <translation>Impossible de lire %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Check the path after --csv.</source>
        <translation>Vérifiez le chemin du fichier CSV.</translation>
    </message>
    <message>
        <source>%1 is not text.</source>
        <translation>%1 n’est pas du texte.</translation>
    </message>
    <message>
        <source>Save it as CSV in UTF-8.</source>
        <translation>Enregistrez-le au format CSV en UTF-8.</translation>
    </message>
    <message>
        <source>%1 has no column %2.</source>
        <translation>%1 n’a pas de colonne %2.</translation>
    </message>
    <message>
        <source>%1 has no column %2 or %3.</source>
        <translation>%1 n’a pas de colonne %2 ou %3.</translation>
    </message>
    <message>
        <source>%1 has no column %2 or %3 or %4.</source>
        <translation>%1 n’a pas de colonne %2, %3 ou %4.</translation>
    </message>
    <message>
        <source>Its first line must name the columns file, lat and lon.</source>
        <translation>Sa première ligne doit nommer les colonnes file, lat et lon.</translation>
    </message>
    <message>
        <source>%1 has more than one column %2.</source>
        <translation>%1 a plus d’une colonne %2.</translation>
    </message>
    <message>
        <source>%1 has more than one column %2 and %3.</source>
        <translation>%1 a plus d’une colonne %2 et %3.</translation>
    </message>
    <message>
        <source>Keep one column of each name.</source>
        <translation>Gardez une colonne de chaque nom.</translation>
    </message>
    <message>
        <source>%1, line %2: %3</source>
        <translation>%1, ligne %2&#xa0;: %3</translation>
    </message>
    <message>
        <source>cannot be read as CSV (%1)</source>
        <translation>illisible comme CSV (%1)</translation>
    </message>
    <message>
        <source>has %1 fields where the first line names %2</source>
        <translation>a %1 champs alors que la première ligne en nomme %2</translation>
    </message>
    <message>
        <source>there is no file %1 in %2</source>
        <translation>il n’y a pas de fichier %1 dans %2</translation>
    </message>
    <message>
        <source>names no file</source>
        <translation>ne nomme aucun fichier</translation>
    </message>
    <message>
        <source>%1 leads out of the folder; name files relative to it</source>
        <translation>%1 mène hors du dossier&#xa0;; nommez les fichiers par rapport à lui</translation>
    </message>
    <message>
        <source>latitude %1 and longitude %2 look swapped</source>
        <translation>la latitude %1 et la longitude %2 semblent inversées</translation>
    </message>
    <message>
        <source>latitude %1 is outside -90 to 90</source>
        <translation>la latitude %1 n’est pas entre -90 et 90</translation>
    </message>
    <message>
        <source>longitude %1 is outside -180 to 180</source>
        <translation>la longitude %1 n’est pas entre -180 et 180</translation>
    </message>
    <message>
        <source>latitude 0 and longitude 0 stand for a missing position</source>
        <translation>la latitude 0 et la longitude 0 signifient que la position manque</translation>
    </message>
    <message>
        <source>has no latitude</source>
        <translation>n’a pas de latitude</translation>
    </message>
    <message>
        <source>has no longitude</source>
        <translation>n’a pas de longitude</translation>
    </message>
    <message>
        <source>latitude %1 is not a number</source>
        <translation>la latitude %1 n’est pas un nombre</translation>
    </message>
    <message>
        <source>longitude %1 is not a number</source>
        <translation>la longitude %1 n’est pas un nombre</translation>
    </message>
    <message>
        <source>repeats line %1 (%2)</source>
        <translation>répète la ligne %1 (%2)</translation>
    </message>
    <message>
        <source>puts %1 elsewhere than line %2, which is used</source>
        <translation>place %1 ailleurs que la ligne %2, qui est retenue</translation>
    </message>
    <message>
        <source>There is no pack %1.</source>
        <translation>Il n’y a pas de pack %1.</translation>
    </message>
    <message>
        <source>See `g3desktop packs list`; `g3desktop packs import FOLDER` adds one.</source>
        <translation>Voyez `g3desktop packs list`&#xa0;; `g3desktop packs import DOSSIER` en ajoute un.</translation>
    </message>
    <message>
        <source>A pack is a folder with a pack.json.</source>
        <translation>Un pack est un dossier avec un pack.json.</translation>
    </message>
    <message>
        <source>%1 is too large to be a pack&apos;s description.</source>
        <translation>%1 est trop grand pour décrire un pack.</translation>
    </message>
    <message>
        <source>%1 is damaged: the file: %2.</source>
        <translation>%1 est endommagé&#xa0;: le fichier&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Remove the pack and install it again.</source>
        <translation>Supprimez le pack et réinstallez-le.</translation>
    </message>
    <message>
        <source>The pack %1 is part of the program and cannot be removed.</source>
        <translation>Le pack %1 fait partie du programme et ne peut pas être supprimé.</translation>
    </message>
    <message>
        <source>Uninstall the program to remove it.</source>
        <translation>Désinstallez le programme pour le supprimer.</translation>
    </message>
    <message>
        <source>The description of %1 is not sound: %2.</source>
        <translation>La description de %1 n’est pas correcte&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 holds the pack %2.</source>
        <translation>%1 contient le pack %2.</translation>
    </message>
    <message>
        <source>Give the folder the pack&apos;s name.</source>
        <translation>Donnez au dossier le nom du pack.</translation>
    </message>
    <message>
        <source>Check its permissions.</source>
        <translation>Vérifiez ses droits d’accès.</translation>
    </message>
    <message>
        <source>its format is %1, which this version of the program does not know</source>
        <translation>son format est %1, que cette version du programme ne connaît pas</translation>
    </message>
    <message>
        <source>%1 is no id</source>
        <translation>%1 n’est pas un identifiant</translation>
    </message>
    <message>
        <source>the weights %1 are not among its files</source>
        <translation>les poids %1 ne sont pas parmi ses fichiers</translation>
    </message>
    <message>
        <source>the encoder&apos;s dimensions are out of range</source>
        <translation>les dimensions de l’encodeur sont hors limites</translation>
    </message>
    <message>
        <source>the fusion weights are out of range</source>
        <translation>les poids de fusion sont hors limites</translation>
    </message>
    <message>
        <source>it names a file twice</source>
        <translation>un fichier est nommé deux fois</translation>
    </message>
    <message>
        <source>%1 is no path inside the pack</source>
        <translation>%1 n’est pas un chemin dans le pack</translation>
    </message>
    <message>
        <source>size or sha256 of %1 is none</source>
        <translation>la taille ou le sha256 de %1 n’en est pas un</translation>
    </message>
    <message>
        <source>%1 leads out of the pack.</source>
        <translation>%1 mène hors du pack.</translation>
    </message>
    <message>
        <source>%1 is missing.</source>
        <translation>%1 est absent.</translation>
    </message>
    <message>
        <source>it has %1 bytes, not %2</source>
        <translation>il a %1 octets, pas %2</translation>
    </message>
    <message>
        <source>its contents changed</source>
        <translation>son contenu a changé</translation>
    </message>
    <message>
        <source>%1 is there already.</source>
        <translation>%1 existe déjà.</translation>
    </message>
    <message>
        <source>Remove it first.</source>
        <translation>Supprimez-le d’abord.</translation>
    </message>
    <message>
        <source>Free some space and try again.</source>
        <translation>Libérez de la place et réessayez.</translation>
    </message>
    <message>
        <source>%1 cannot be used: %2.</source>
        <translation>%1 est inutilisable&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Check the folder&apos;s permissions.</source>
        <translation>Vérifiez les droits d’accès du dossier.</translation>
    </message>
    <message>
        <source>%1 holds neither %2 nor %3.</source>
        <translation>%1 ne contient ni %2 ni %3.</translation>
    </message>
    <message>
        <source>Name the folder of a pack, or the one that the published checkpoint lies in.</source>
        <translation>Indiquez le dossier d’un pack, ou celui du checkpoint publié.</translation>
    </message>
    <message>
        <source>%1 is not a file.</source>
        <translation>%1 n’est pas un fichier.</translation>
    </message>
    <message>
        <source>%1 is not a checkpoint that can be read without running code from it.</source>
        <translation>%1 n’est pas un checkpoint lisible sans exécuter le code qu’il contient.</translation>
    </message>
    <message>
        <source>%1 holds no weights.</source>
        <translation>%1 ne contient pas de poids.</translation>
    </message>
    <message>
        <source>%1 holds more than weights.</source>
        <translation>%1 contient autre chose que des poids.</translation>
    </message>
    <message>
        <source>%1 holds numbers that are not finite, in %2.</source>
        <translation>%1 contient des nombres non finis, dans %2.</translation>
    </message>
    <message>
        <source>%1 lacks %2 of G3&apos;s %3 tensors: %4.</source>
        <translation>Il manque à %1 %2 des %3 tenseurs de G3&#xa0;: %4.</translation>
    </message>
    <message>
        <source>%1 holds %2 tensors that G3 has not: %3.</source>
        <translation>%1 contient %2 tenseurs que G3 n’a pas&#xa0;: %3.</translation>
    </message>
    <message>
        <source>%1 and more</source>
        <translation>%1 et d’autres</translation>
    </message>
    <message>
        <source>%1 holds %2 with shape %3, not %4.</source>
        <translation>%1 contient %2 avec la forme %3, pas %4.</translation>
    </message>
    <message>
        <source>%1 holds %2 as %3, not float32 or float16.</source>
        <translation>%1 contient %2 en %3, pas en float32 ni en float16.</translation>
    </message>
    <message>
        <source>Get the published g3.pth again and import its folder.</source>
        <translation>Récupérez à nouveau le g3.pth publié et importez son dossier.</translation>
    </message>
    <message>
        <source>%1 describes an encoder that this version cannot build.</source>
        <translation>%1 décrit un encodeur que cette version ne sait pas construire.</translation>
    </message>
    <message>
        <source>Import the published checkpoint again, or update the program.</source>
        <translation>Importez à nouveau le checkpoint publié, ou mettez le programme à jour.</translation>
    </message>
    <message>
        <source>%1 holds %2 in another shape.</source>
        <translation>%1 contient %2 sous une autre forme.</translation>
    </message>
    <message>
        <source>%1 lacks %2 tensors (%3).</source>
        <translation>Il manque %2 tenseurs à %1 (%3).</translation>
    </message>
    <message>
        <source>%1 holds %2 unknown tensors (%3).</source>
        <translation>%1 contient %2 tenseurs inconnus (%3).</translation>
    </message>
    <message>
        <source>Verify the pack, or install it again.</source>
        <translation>Vérifiez le pack, ou réinstallez-le.</translation>
    </message>
    <message>
        <source>This version of timm has no image network named %1.</source>
        <translation>Cette version de timm n’a pas de réseau d’images nommé %1.</translation>
    </message>
    <message>
        <source>Update the program, or check the architecture in the recipe.</source>
        <translation>Mettez le programme à jour, ou vérifiez l’architecture dans la recette.</translation>
    </message>
    <message>
        <source>The weights %1 cannot be read.</source>
        <translation>Les poids %1 sont illisibles.</translation>
    </message>
    <message>
        <source>The weights %1 do not fit %2: %3.</source>
        <translation>Les poids %1 ne conviennent pas à %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>The weights %1 are not a starter&apos;s.</source>
        <translation>Les poids %1 ne sont pas ceux d’un starter.</translation>
    </message>
    <message>
        <source>Install the pack again.</source>
        <translation>Réinstallez le pack.</translation>
    </message>
    <message>
        <source>%1 is not ready.</source>
        <translation>%1 n’est pas prêt.</translation>
    </message>
    <message>
        <source>Start the program again.</source>
        <translation>Redémarrez le programme.</translation>
    </message>
    <message>
        <source>%1 is damaged, and another window has it open.</source>
        <translation>%1 est endommagé et ouvert dans une autre fenêtre.</translation>
    </message>
    <message>
        <source>Close the other window and start again.</source>
        <translation>Fermez l’autre fenêtre et redémarrez.</translation>
    </message>
    <message>
        <source>The folder %1 cannot hold a library: it lacks shared memory.</source>
        <translation>Le dossier %1 ne peut pas contenir la liste des photos&#xa0;: il lui manque la mémoire partagée.</translation>
    </message>
    <message>
        <source>Choose a folder on a disk of this machine.</source>
        <translation>Choisissez un dossier sur un disque de cet ordinateur.</translation>
    </message>
    <message>
        <source>It is kept as %1, and the list begins empty.</source>
        <translation>Le fichier est conservé sous le nom %1, et la liste repart de zéro.</translation>
    </message>
    <message>
        <source>%1 is in use by another program.</source>
        <translation>%1 est utilisé par un autre programme.</translation>
    </message>
    <message>
        <source>Close its other window and try again.</source>
        <translation>Fermez son autre fenêtre et réessayez.</translation>
    </message>
    <message>
        <source>%1 cannot be written: %2.</source>
        <translation>Impossible d’écrire %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Free some space on its disk and try again.</source>
        <translation>Libérez de la place sur son disque et réessayez.</translation>
    </message>
    <message>
        <source>Start the program again: it sets the file aside and begins a new one.</source>
        <translation>Redémarrez le programme&#xa0;: il met le fichier de côté et en commence un autre.</translation>
    </message>
    <message>
        <source>Check the permissions of the file and its folder.</source>
        <translation>Vérifiez les droits d’accès du fichier et de son dossier.</translation>
    </message>
    <message>
        <source>Check its permissions and the free space on its disk.</source>
        <translation>Vérifiez ses droits d’accès et la place libre sur son disque.</translation>
    </message>
    <message>
        <source>The answer kept in %1 cannot be read: %2</source>
        <translation>La réponse conservée dans %1 est illisible&#xa0;: %2</translation>
    </message>
    <message>
        <source>Let the photo be done again.</source>
        <translation>Situez à nouveau la photo.</translation>
    </message>
    <message>
        <source>An answer takes %1 characters.</source>
        <translation>Une réponse prend %1 caractères.</translation>
    </message>
    <message>
        <source>An answer is no JSON: %1.</source>
        <translation>Une réponse n’est pas du JSON&#xa0;: %1.</translation>
    </message>
    <message>
        <source>An answer is no %1: a source without its kind.</source>
        <translation>Une réponse n’est pas du %1&#xa0;: une source sans son type.</translation>
    </message>
    <message>
        <source>An answer is no %1: %2: %3.</source>
        <translation>Une réponse n’est pas du %1&#xa0;: %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>An answer is no %1: the whole: %2.</source>
        <translation>Une réponse n’est pas du %1&#xa0;: l’ensemble&#xa0;: %2.</translation>
    </message>
    <message>
        <source>a whole number is too large</source>
        <translation>un nombre entier est trop grand</translation>
    </message>
    <message>
        <source>a number is too large</source>
        <translation>un nombre est trop grand</translation>
    </message>
    <message>
        <source>%1 is no number</source>
        <translation>%1 n’est pas un nombre</translation>
    </message>
    <message>
        <source>%1 holds something else than a library of photos.</source>
        <translation>%1 contient autre chose qu’une liste de photos.</translation>
    </message>
    <message>
        <source>%1 was made by a newer version of the program.</source>
        <translation>%1 vient d’une version plus récente du programme.</translation>
    </message>
    <message>
        <source>Install the newest version, or move the file away to start an empty library.</source>
        <translation>Installez la version la plus récente, ou déplacez le fichier pour commencer une liste vide.</translation>
    </message>
    <message>
        <source>The copy %1 is damaged: %2.</source>
        <translation>La copie %1 est endommagée&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Réessayez.</translation>
    </message>
    <message>
        <source>rows refer to photos that are missing</source>
        <translation>des lignes renvoient à des photos qui manquent</translation>
    </message>
    <message>
        <source>%1 cannot be brought from version %2 to %3: %4.</source>
        <translation>%1 ne peut pas passer de la version %2 à %3&#xa0;: %4.</translation>
    </message>
    <message>
        <source>Report this; the file is as it was.</source>
        <translation>Signalez-le&#xa0;; le fichier est inchangé.</translation>
    </message>
    <message>
        <source>Move it away to start an empty library.</source>
        <translation>Déplacez-le pour commencer une liste vide.</translation>
    </message>
    <message>
        <source>The settings %1: %2.</source>
        <translation>Les réglages %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The settings %1 cannot be read.</source>
        <translation>Les réglages %1 sont illisibles.</translation>
    </message>
    <message>
        <source>The settings %1 are no TOML: %2.</source>
        <translation>Les réglages %1 ne sont pas du TOML&#xa0;: %2.</translation>
    </message>
    <message>
        <source>The settings %1 cannot be written: %2.</source>
        <translation>Impossible d’écrire les réglages %1&#xa0;: %2.</translation>
    </message>
    <message>
        <source>Mend or delete it.</source>
        <translation>Corrigez ou supprimez le fichier.</translation>
    </message>
    <message>
        <source>Mend or delete the file.</source>
        <translation>Corrigez ou supprimez le fichier.</translation>
    </message>
    <message>
        <source>%1 is not a list of numbers such as 0,5,10,15</source>
        <translation>%1 n’est pas une liste de nombres comme 0,5,10,15</translation>
    </message>
    <message>
        <source>the numbers must differ and be at most %1</source>
        <translation>les nombres doivent être différents et ne pas dépasser %1</translation>
    </message>
    <message>
        <source>silence_limit_s must be a finite number of seconds above 0</source>
        <translation>silence_limit_s doit être un nombre fini de secondes supérieur à 0</translation>
    </message>
    <message>
        <source>%1 must be a number from 0 to %2</source>
        <translation>%1 doit être un nombre de 0 à %2</translation>
    </message>
    <message>
        <source>The storage folder %1 is no full path.</source>
        <translation>Le dossier de stockage %1 n’est pas un chemin complet.</translation>
    </message>
    <message>
        <source>The storage folder %1 is not there.</source>
        <translation>Le dossier de stockage %1 n’est pas là.</translation>
    </message>
    <message>
        <source>The storage folder %1 is no folder.</source>
        <translation>Le dossier de stockage %1 n’est pas un dossier.</translation>
    </message>
    <message>
        <source>The storage folder %1 cannot be written.</source>
        <translation>Impossible d’écrire dans le dossier de stockage %1.</translation>
    </message>
    <message>
        <source>Connect its disk, or choose another one: [storage] folder in the settings.</source>
        <translation>Connectez son disque, ou choisissez-en un autre&#xa0;: [storage] folder dans les réglages.</translation>
    </message>
    <message>
        <source>Choose a file of map tiles that ends in .pmtiles.</source>
        <translation>Choisissez un fichier de tuiles de carte se terminant par .pmtiles.</translation>
    </message>
    <message>
        <source>The map %1 cannot be read: %2.</source>
        <translation>La carte %1 est illisible&#xa0;: %2.</translation>
    </message>
    <message>
        <source>%1 is no PMTiles file.</source>
        <translation>%1 n’est pas un fichier PMTiles.</translation>
    </message>
    <message>
        <source>%1 is a PMTiles file of version %2; the map reads version %3.</source>
        <translation>%1 est un fichier PMTiles de version %2&#xa0;; la carte lit la version %3.</translation>
    </message>
    <message>
        <source>Convert it: pmtiles convert OLD NEW.</source>
        <translation>Convertissez-le&#xa0;: pmtiles convert ANCIEN NOUVEAU.</translation>
    </message>
    <message>
        <source>%1 holds tiles of a kind that the map cannot draw.</source>
        <translation>%1 contient des tuiles d’un genre que la carte ne sait pas dessiner.</translation>
    </message>
    <message>
        <source>%1 is cut short: %2 of %3 bytes are there.</source>
        <translation>%1 est incomplet&#xa0;: %2 octets sur %3 sont là.</translation>
    </message>
    <message>
        <source>Copy it again.</source>
        <translation>Copiez-le à nouveau.</translation>
    </message>
    <message>
        <source>%1 is no address of an Ollama server.</source>
        <translation>%1 n’est pas l’adresse d’un serveur Ollama.</translation>
    </message>
    <message>
        <source>Write host:port, for example %1.</source>
        <translation>Écrivez hôte:port, par exemple %1.</translation>
    </message>
    <message>
        <source>%1 is not this machine, and photos would be sent there.</source>
        <translation>%1 n’est pas cet ordinateur, et des photos y seraient envoyées.</translation>
    </message>
    <message>
        <source>Say --llm-host-remote-ok if they may.</source>
        <translation>Ajoutez --llm-host-remote-ok si c’est permis.</translation>
    </message>
    <message>
        <source>%1 does not run on the Ollama server but in its maker&apos;s cloud.</source>
        <translation>%1 ne s’exécute pas sur le serveur Ollama mais dans le cloud de son éditeur.</translation>
    </message>
    <message>
        <source>Choose another model, or say --llm-host-remote-ok if photos may go there.</source>
        <translation>Choisissez un autre modèle, ou ajoutez --llm-host-remote-ok si des photos peuvent y aller.</translation>
    </message>
    <message>
        <source>The Ollama server has no model that sees images.</source>
        <translation>Le serveur Ollama n’a pas de modèle qui voit les images.</translation>
    </message>
    <message>
        <source>The Ollama server has only models that run on their makers&apos; servers.</source>
        <translation>Le serveur Ollama n’a que des modèles qui s’exécutent chez leurs éditeurs.</translation>
    </message>
    <message>
        <source>Get one: g3desktop models pull %1.</source>
        <translation>Récupérez-en un&#xa0;: g3desktop models pull %1.</translation>
    </message>
    <message>
        <source>The Ollama server has no model %1.</source>
        <translation>Le serveur Ollama n’a pas de modèle %1.</translation>
    </message>
    <message>
        <source>Get it: g3desktop models pull %1.</source>
        <translation>Récupérez-le&#xa0;: g3desktop models pull %1.</translation>
    </message>
    <message>
        <source>The model %1 does not see images.</source>
        <translation>Le modèle %1 ne voit pas les images.</translation>
    </message>
    <message>
        <source>Choose one that does, such as %1.</source>
        <translation>Choisissez-en un qui les voit, comme %1.</translation>
    </message>
    <message>
        <source>Cannot ask %1 questions at once.</source>
        <translation>Impossible de poser %1 questions à la fois.</translation>
    </message>
    <message>
        <source>Ask at least one.</source>
        <translation>Posez-en au moins une.</translation>
    </message>
    <message>
        <source>%1 stopped before %2 was there.</source>
        <translation>%1 s’est arrêté avant l’arrivée de %2.</translation>
    </message>
    <message>
        <source>Try again: it goes on where it stopped.</source>
        <translation>Réessayez&#xa0;: il reprendra là où il s’est arrêté.</translation>
    </message>
    <message>
        <source>%1 does not answer.</source>
        <translation>%1 ne répond pas.</translation>
    </message>
    <message>
        <source>Restart Ollama, then try again.</source>
        <translation>Redémarrez Ollama, puis réessayez.</translation>
    </message>
    <message>
        <source>%1 broke off the connection.</source>
        <translation>%1 a coupé la connexion.</translation>
    </message>
    <message>
        <source>Look at the name: g3desktop models list.</source>
        <translation>Vérifiez le nom&#xa0;: g3desktop models list.</translation>
    </message>
    <message>
        <source>Ollama&apos;s log may say more.</source>
        <translation>Le journal d’Ollama en dit peut-être plus.</translation>
    </message>
    <message>
        <source>No Ollama server answers at %1.</source>
        <translation>Aucun serveur Ollama ne répond à %1.</translation>
    </message>
    <message>
        <source>Start Ollama, or get it from https://ollama.com/download.</source>
        <translation>Lancez Ollama, ou récupérez-le sur https://ollama.com/download.</translation>
    </message>
    <message>
        <source>Start Ollama there, or see whether the address is right.</source>
        <translation>Lancez-y Ollama, ou vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>What answers at %1 is no Ollama server.</source>
        <translation>Ce qui répond à %1 n’est pas un serveur Ollama.</translation>
    </message>
    <message>
        <source>See whether the address is right.</source>
        <translation>Vérifiez l’adresse.</translation>
    </message>
    <message>
        <source>%1: %2 of %3 MB, %4 MB/s</source>
        <translation>%1&#xa0;: %2 Mo sur %3, %4 Mo/s</translation>
    </message>
    <message>
        <source>[Errno %1] %2: %3</source>
        <translation>%2 (errno %1)&#xa0;: %3</translation>
    </message>
    <message>
        <source>[Errno %1] %2</source>
        <translation>%2 (errno %1)</translation>
    </message>
    <message>
        <source>permission denied</source>
        <translation>permission refusée</translation>
    </message>
    <message>
        <source>operation not permitted</source>
        <translation>opération non permise</translation>
    </message>
    <message>
        <source>no such file or directory</source>
        <translation>fichier ou dossier introuvable</translation>
    </message>
    <message>
        <source>is a directory</source>
        <translation>est un dossier</translation>
    </message>
    <message>
        <source>not a directory</source>
        <translation>n’est pas un dossier</translation>
    </message>
    <message>
        <source>file exists</source>
        <translation>le fichier existe déjà</translation>
    </message>
    <message>
        <source>directory not empty</source>
        <translation>le dossier n’est pas vide</translation>
    </message>
    <message>
        <source>no space left on device</source>
        <translation>plus de place sur le disque</translation>
    </message>
    <message>
        <source>disk quota exceeded</source>
        <translation>le quota de disque est dépassé</translation>
    </message>
    <message>
        <source>file too large</source>
        <translation>fichier trop grand</translation>
    </message>
    <message>
        <source>read-only file system</source>
        <translation>le système de fichiers est en lecture seule</translation>
    </message>
    <message>
        <source>input/output error</source>
        <translation>erreur d’entrée-sortie</translation>
    </message>
    <message>
        <source>file name too long</source>
        <translation>nom de fichier trop long</translation>
    </message>
    <message>
        <source>too many levels of symbolic links</source>
        <translation>trop de liens imbriqués</translation>
    </message>
    <message>
        <source>too many open files</source>
        <translation>trop de fichiers ouverts</translation>
    </message>
    <message>
        <source>device or resource busy</source>
        <translation>périphérique ou ressource occupé</translation>
    </message>
    <message>
        <source>resource temporarily unavailable</source>
        <translation>ressource temporairement indisponible</translation>
    </message>
    <message>
        <source>stale file handle</source>
        <translation>le partage réseau n’est plus valide</translation>
    </message>
    <message>
        <source>transport endpoint is not connected</source>
        <translation>le lecteur réseau n’est pas connecté</translation>
    </message>
    <message>
        <source>host is down</source>
        <translation>l’hôte est injoignable</translation>
    </message>
    <message>
        <source>no such device</source>
        <translation>périphérique introuvable</translation>
    </message>
    <message>
        <source>no such device or address</source>
        <translation>périphérique ou adresse introuvable</translation>
    </message>
    <message>
        <source>invalid argument</source>
        <translation>argument invalide</translation>
    </message>
    <message>
        <source>cannot allocate memory</source>
        <translation>plus de mémoire</translation>
    </message>
    <message>
        <source>exec format error</source>
        <translation>programme non exécutable</translation>
    </message>
    <message>
        <source>embedded null byte</source>
        <translation>octet nul dans le nom</translation>
    </message>
    <message>
        <source>embedded null character in path</source>
        <translation>caractère nul dans le chemin</translation>
    </message>
    <message>
        <source>database disk image is malformed</source>
        <translation>la base de données est endommagée</translation>
    </message>
    <message>
        <source>file is not a database</source>
        <translation>ce n’est pas une base de données</translation>
    </message>
    <message>
        <source>disk I/O error</source>
        <translation>erreur de lecture ou d’écriture du disque</translation>
    </message>
    <message>
        <source>database or disk is full</source>
        <translation>base de données ou disque plein</translation>
    </message>
    <message>
        <source>database is locked</source>
        <translation>la base de données est verrouillée</translation>
    </message>
    <message>
        <source>attempt to write a readonly database</source>
        <translation>la base de données est en lecture seule</translation>
    </message>
    <message>
        <source>unable to open database file</source>
        <translation>impossible d’ouvrir la base de données</translation>
    </message>
    <message>
        <source>no such table: %1</source>
        <translation>table manquante&#xa0;: %1</translation>
    </message>
    <message>
        <source>broken data stream when reading image file</source>
        <translation>les données de l’image sont défectueuses</translation>
    </message>
    <message>
        <source>unrecognized data stream contents when reading image file</source>
        <translation>les données de l’image ne sont pas reconnues</translation>
    </message>
    <message>
        <source>broken PNG file (chunk %1)</source>
        <translation>fichier PNG défectueux (bloc %1)</translation>
    </message>
    <message>
        <source>decoder error %1 when reading image file</source>
        <translation>erreur %1 à la lecture de l’image</translation>
    </message>
    <message>
        <source>cannot identify image file %1</source>
        <translation>image non reconnue&#xa0;: %1</translation>
    </message>
    <message>
        <source>input should be a valid string</source>
        <translation>doit être un texte</translation>
    </message>
    <message>
        <source>input should be a valid number</source>
        <translation>doit être un nombre</translation>
    </message>
    <message>
        <source>input should be a valid integer</source>
        <translation>doit être un nombre entier</translation>
    </message>
    <message>
        <source>input should be a valid boolean</source>
        <translation>doit être true ou false</translation>
    </message>
    <message>
        <source>input should be %1</source>
        <translation>doit être ceci&#xa0;: %1</translation>
    </message>
    <message>
        <source>unexpected keyword argument</source>
        <translation>nom inconnu</translation>
    </message>
    <message>
        <source>field required</source>
        <translation>manque</translation>
    </message>
    <message>
        <source>invalid JSON: %1</source>
        <translation>pas du JSON&#xa0;: %1</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>annulée</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1&#xa0;; %2</translation>
    </message>
    <message>
        <source>The pack %1 is no encoder.</source>
        <translation>Le pack %1 n’est pas un encodeur.</translation>
    </message>
    <message>
        <source>`g3desktop packs list` shows which are.</source>
        <translation>`g3desktop packs list` montre lesquels en sont.</translation>
    </message>
    <message>
        <source>Get the pack again.</source>
        <translation>Récupérez le pack à nouveau.</translation>
    </message>
    <message>
        <source>the archive %1 is not among its files</source>
        <translation>l’archive %1 ne figure pas parmi ses fichiers</translation>
    </message>
    <message>
        <source>it describes an encoder, and is none</source>
        <translation>il décrit un encodeur et n’en est pas un</translation>
    </message>
    <message>
        <source>it does not say what the gallery is called</source>
        <translation>il ne dit pas comment s’appelle la galerie</translation>
    </message>
    <message>
        <source>it describes no encoder</source>
        <translation>il ne décrit aucun encodeur</translation>
    </message>
    <message>
        <source>it holds what is no plain file of the pack</source>
        <translation>il contient autre chose que de simples fichiers du pack</translation>
    </message>
    <message>
        <source>%1 is not part of the pack.</source>
        <translation>%1 ne fait pas partie du pack.</translation>
    </message>
    <message>
        <source>Remove that file.</source>
        <translation>Supprimez ce fichier.</translation>
    </message>
    <message>
        <source>The pack %1 is being installed or removed by another run of the program.</source>
        <translation>Le pack %1 est en cours d’installation ou de suppression par une autre exécution du programme.</translation>
    </message>
    <message>
        <source>Wait until that is done.</source>
        <translation>Attendez que ce soit terminé.</translation>
    </message>
    <message>
        <source>The pack %1 is part of the program, and is not there.</source>
        <translation>Le pack %1 fait partie du programme et manque.</translation>
    </message>
    <message>
        <source>Install the program again.</source>
        <translation>Réinstallez le programme.</translation>
    </message>
    <message>
        <source>The pack %1 holds nothing.</source>
        <translation>Le pack %1 ne contient rien.</translation>
    </message>
    <message>
        <source>Name another source.</source>
        <translation>Indiquez une autre source.</translation>
    </message>
    <message>
        <source>There is no pack %1 to install.</source>
        <translation>Il n’y a pas de pack %1 à installer.</translation>
    </message>
    <message>
        <source>Known are %1; others come with --from or `g3desktop packs import`.</source>
        <translation>Sont connus %1&#x202f;; les autres s’obtiennent avec --from ou `g3desktop packs import`.</translation>
    </message>
    <message>
        <source>Nobody knows what becomes of the files of %1.</source>
        <translation>Nul ne sait que faire des fichiers de %1.</translation>
    </message>
    <message>
        <source>Name a folder or an address that holds a pack.json.</source>
        <translation>Indiquez un dossier ou une adresse qui contient un pack.json.</translation>
    </message>
    <message>
        <source>The pack %1 needs the pack %2, which is not installed.</source>
        <translation>Le pack %1 a besoin du pack %2, qui n’est pas installé.</translation>
    </message>
    <message>
        <source>Install that first: g3desktop packs install %1.</source>
        <translation>Installez d’abord celui-ci&#xa0;: g3desktop packs install %1.</translation>
    </message>
    <message>
        <source>There is a gallery %1 already.</source>
        <translation>Il y a déjà une galerie %1.</translation>
    </message>
    <message>
        <source>Remove that one: g3desktop gallery remove %1; or import it with --name.</source>
        <translation>Supprimez l’autre&#xa0;: g3desktop gallery remove %1&#x202f;; ou importez celle-ci avec --name.</translation>
    </message>
    <message>
        <source>The %1 were not accepted.</source>
        <translation>Les %1 n’ont pas été acceptées.</translation>
    </message>
    <message>
        <source>Read them (%1), then use --accept-terms.</source>
        <translation>Lisez-les (%1), puis utilisez --accept-terms.</translation>
    </message>
    <message>
        <source>Terms of use of MP16-Pro</source>
        <translation>conditions d’utilisation de MP16-Pro</translation>
    </message>
    <message>
        <source>small encoder, part of the program</source>
        <translation>petit encodeur, fourni avec le programme</translation>
    </message>
    <message>
        <source>the paper&apos;s encoder</source>
        <translation>l’encodeur de l’article</translation>
    </message>
    <message>
        <source>positions, authors and places of the paper&apos;s 4.12 million photos</source>
        <translation>positions, auteurs et lieux des 4,12 millions de photos de l’article</translation>
    </message>
    <message>
        <source>for academic use alone</source>
        <translation>pour un usage universitaire uniquement</translation>
    </message>
    <message>
        <source>the paper&apos;s gallery; becomes a compact one</source>
        <translation>la galerie de l’article&#x202f;; devient une galerie compacte</translation>
    </message>
    <message>
        <source>streets and places of the whole world for the map</source>
        <translation>rues et lieux du monde entier pour la carte</translation>
    </message>
    <message>
        <source>ODbL-1.0, © OpenStreetMap contributors</source>
        <translation>ODbL-1.0, © les contributeurs d’OpenStreetMap</translation>
    </message>
    <message>
        <source>MP16-Pro is published for academic use alone.</source>
        <translation>MP16-Pro est publié pour un usage universitaire uniquement.</translation>
    </message>
    <message>
        <source>It describes photos that their authors put on Flickr under Creative Commons licences: names of authors, positions, and names of places.</source>
        <translation>Il décrit des photos que leurs auteurs ont publiées sur Flickr sous licences Creative Commons&#xa0;: noms des auteurs, positions et noms de lieux.</translation>
    </message>
    <message>
        <source>By accepting you say that you use it for research or teaching, that you name its source (Jia et al., G3, NeurIPS 2024) and each photo&apos;s author where you show or publish what came from it, that you keep to the licence of each photo, and that you do not use it against the people who took the photos or are seen in them.</source>
        <translation>En acceptant, vous déclarez l’utiliser pour la recherche ou l’enseignement, citer sa source (Jia et al., G3, NeurIPS 2024) et l’auteur de chaque photo lorsque vous montrez ou publiez ce qui en est issu, respecter la licence de chaque photo et ne pas l’utiliser contre les personnes qui ont pris les photos ou y figurent.</translation>
    </message>
    <message>
        <source>%1 was damaged on this disk: its download starts anew.</source>
        <translation>%1 était endommagé sur ce disque&#xa0;: son téléchargement recommence du début.</translation>
    </message>
    <message>
        <source>%1 changed at its source: its download starts anew.</source>
        <translation>%1 a changé à la source&#xa0;: son téléchargement recommence du début.</translation>
    </message>
    <message>
        <source>What %1 sends as %2 is not what was announced: it has another sha256.</source>
        <translation>Ce que %1 envoie comme %2 n’est pas ce qui était annoncé&#xa0;: son empreinte SHA-256 est différente.</translation>
    </message>
    <message>
        <source>Nothing was installed.</source>
        <translation>Rien n’a été installé.</translation>
    </message>
    <message>
        <source>Try again later, or another source with --from.</source>
        <translation>Réessayez plus tard, ou une autre source avec --from.</translation>
    </message>
    <message>
        <source>%1 sends %2 bytes of %3, and announced %4.</source>
        <translation>%1 envoie %2 octets de %3 et en avait annoncé %4.</translation>
    </message>
    <message>
        <source>%1 changes at %2 while it is downloaded.</source>
        <translation>%1 change chez %2 pendant son téléchargement.</translation>
    </message>
    <message>
        <source>%1 cannot be reached: %2.</source>
        <translation>%1 est injoignable&#xa0;: %2.</translation>
    </message>
    <message>
        <source>What has come stays: run the same command again when there is a connection.</source>
        <translation>Ce qui est déjà téléchargé est gardé&#xa0;: reprenez dès qu’il y aura une connexion.</translation>
    </message>
    <message>
        <source>What has come stays: run the same command again later.</source>
        <translation>Ce qui est déjà téléchargé est gardé&#xa0;: reprenez plus tard.</translation>
    </message>
    <message>
        <source>Installed and working: %1.</source>
        <translation>Installés et utilisables&#xa0;: %1.</translation>
    </message>
    <message>
        <source>%1 gives %2 to people alone who asked for it.</source>
        <translation>%1 ne donne %2 qu’aux personnes qui l’ont demandé.</translation>
    </message>
    <message>
        <source>Ask for it on its page there, log in with `hf auth login`, and try again.</source>
        <translation>Demandez-le sur sa page, connectez-vous avec `hf auth login` et réessayez.</translation>
    </message>
    <message>
        <source>%1 has no %2.</source>
        <translation>%2 n’existe pas chez %1.</translation>
    </message>
    <message>
        <source>It may have been moved: name another source with --from.</source>
        <translation>Il a peut-être été déplacé&#xa0;: indiquez une autre source avec --from.</translation>
    </message>
    <message>
        <source>%1 does not give %2: %3.</source>
        <translation>%1 ne donne pas %2&#xa0;: %3.</translation>
    </message>
    <message>
        <source>%1 does not say the sha256 of %2.</source>
        <translation>%1 ne donne pas l’empreinte SHA-256 de %2.</translation>
    </message>
    <message>
        <source>%1 says two things about %2.</source>
        <translation>%1 se contredit au sujet de %2.</translation>
    </message>
    <message>
        <source>Run the same command again later.</source>
        <translation>Réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 on %2 has no %3.</source>
        <translation>%3 n’existe pas dans %1 sur %2.</translation>
    </message>
    <message>
        <source>It may have been renamed: get the file and use --from FOLDER.</source>
        <translation>Il a peut-être été renommé&#xa0;: récupérez le fichier et utilisez --from DOSSIER.</translation>
    </message>
    <message>
        <source>%1 holds nothing of the pack %2.</source>
        <translation>%1 ne contient rien du pack %2.</translation>
    </message>
    <message>
        <source>Name one that holds %1.</source>
        <translation>Indiquez une source qui contient %1.</translation>
    </message>
    <message>
        <source>A mirror holds a folder for each pack, with its pack.json and its files.</source>
        <translation>Un miroir contient un dossier par pack, avec son pack.json et ses fichiers.</translation>
    </message>
    <message>
        <source>%1 has no file of the last %2 days.</source>
        <translation>%1 n’a aucun fichier des %2 derniers jours.</translation>
    </message>
    <message>
        <source>Look at %1 for one, or make a smaller one with `pmtiles extract`, and name it: g3desktop packs install %2 --from ADDRESS_OR_FOLDER.</source>
        <translation>Cherchez-en un sur %1, ou créez-en un plus petit avec `pmtiles extract`, et indiquez-le&#xa0;: g3desktop packs install %2 --from ADRESSE_OU_DOSSIER.</translation>
    </message>
    <message>
        <source>Name another source with --from.</source>
        <translation>Indiquez une autre source avec --from.</translation>
    </message>
    <message>
        <source>%1 does not say how large %2 is.</source>
        <translation>%1 ne dit pas la taille de %2.</translation>
    </message>
    <message>
        <source>%1 has %2 free, and %3 are needed.</source>
        <translation>%1 a %2 de libre, et il faut %3.</translation>
    </message>
    <message>
        <source>Free %1, or let G3DESKTOP_HOME or [storage] folder in the settings name a folder on a larger disk.</source>
        <translation>Libérez %1, ou faites désigner par G3DESKTOP_HOME ou [storage] folder dans les réglages un dossier sur un disque plus grand.</translation>
    </message>
    <message>
        <source>What has come stays.</source>
        <translation>Ce qui est déjà téléchargé est gardé.</translation>
    </message>
    <message>
        <source>it stopped before the end</source>
        <translation>le transfert s’est arrêté avant la fin</translation>
    </message>
    <message>
        <source>it sends another part than was asked for</source>
        <translation>il envoie une autre partie que celle demandée</translation>
    </message>
    <message>
        <source>HF_HUB_OFFLINE is set</source>
        <translation>HF_HUB_OFFLINE est défini</translation>
    </message>
    <message>
        <source>there is no connection to it</source>
        <translation>il n’y a pas de connexion</translation>
    </message>
    <message>
        <source>it sends from one address to the next</source>
        <translation>il renvoie d’une adresse à l’autre</translation>
    </message>
    <message>
        <source>%1 is no address</source>
        <translation>%1 n’est pas une adresse</translation>
    </message>
    <message>
        <source>it sends to an address without encryption</source>
        <translation>il renvoie à une adresse sans chiffrement</translation>
    </message>
    <message>
        <source>it compresses what it sends</source>
        <translation>il compresse ce qu’il envoie</translation>
    </message>
    <message>
        <source>it does not answer</source>
        <translation>il ne répond pas</translation>
    </message>
    <message>
        <source>it fell silent</source>
        <translation>il ne répond plus</translation>
    </message>
    <message>
        <source>the proxy refuses</source>
        <translation>le proxy refuse</translation>
    </message>
    <message>
        <source>the connection broke off</source>
        <translation>la connexion a été interrompue</translation>
    </message>
    <message>
        <source>The photo is no longer on %1.</source>
        <translation>La photo n’est plus sur %1.</translation>
    </message>
    <message>
        <source>%1 does not show this photo to everybody.</source>
        <translation>%1 ne montre pas cette photo à tout le monde.</translation>
    </message>
    <message>
        <source>Its page may say why.</source>
        <translation>Sa page dit peut-être pourquoi.</translation>
    </message>
    <message>
        <source>%1 asks to slow down.</source>
        <translation>%1 demande de ralentir.</translation>
    </message>
    <message>
        <source>Try again in %1 s.</source>
        <translation>Réessayez dans %1&#xa0;s.</translation>
    </message>
    <message>
        <source>Try again in some minutes.</source>
        <translation>Réessayez dans quelques minutes.</translation>
    </message>
    <message>
        <source>%1 answers with HTTP %2.</source>
        <translation>%1 répond par HTTP %2.</translation>
    </message>
    <message>
        <source>Try again later.</source>
        <translation>Réessayez plus tard.</translation>
    </message>
    <message>
        <source>%1 takes too long to answer.</source>
        <translation>%1 met trop de temps à répondre.</translation>
    </message>
    <message>
        <source>The connection to %1 broke off.</source>
        <translation>La connexion à %1 a été interrompue.</translation>
    </message>
    <message>
        <source>%1 cannot be reached.</source>
        <translation>%1 est injoignable.</translation>
    </message>
    <message>
        <source>Check the network connection, then try again.</source>
        <translation>Vérifiez la connexion au réseau, puis réessayez.</translation>
    </message>
    <message>
        <source>The proxy that the system names is of a kind that cannot be used.</source>
        <translation>Le proxy indiqué par le système est d’un type inutilisable.</translation>
    </message>
    <message>
        <source>Use an HTTP proxy, or none.</source>
        <translation>Utilisez un proxy HTTP, ou aucun.</translation>
    </message>
    <message>
        <source>%1 sent nothing that can be used: %2.</source>
        <translation>%1 n’a rien envoyé d’utilisable&#xa0;: %2.</translation>
    </message>
    <message>
        <source>it is no page of a photo</source>
        <translation>ce n’est pas la page d’une photo</translation>
    </message>
    <message>
        <source>it leads to another site</source>
        <translation>cela mène à un autre site</translation>
    </message>
    <message>
        <source>it is redirected again and again</source>
        <translation>cela est redirigé sans fin</translation>
    </message>
    <message>
        <source>it is too large</source>
        <translation>c’est trop volumineux</translation>
    </message>
    <message>
        <source>it is no description of a picture</source>
        <translation>ce n’est pas la description d’une image</translation>
    </message>
    <message>
        <source>its page shows no picture</source>
        <translation>sa page ne montre aucune image</translation>
    </message>
    <message>
        <source>it is no picture, or a damaged one</source>
        <translation>ce n’est pas une image, ou elle est endommagée</translation>
    </message>
</context>
<context>
    <name>Session</name>
    <message>
        <source>Adding photos was stopped; none of them is in the list.</source>
        <translation>L’ajout de photos a été arrêté&#x202f;; aucune n’est dans la liste.</translation>
    </message>
</context>
<context>
    <name>SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>Réglages</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Pages</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Window</source>
        <translation>Fenêtre</translation>
    </message>
    <message>
        <source>On the map</source>
        <translation>Sur la carte</translation>
    </message>
    <message>
        <source>In the list of photos</source>
        <translation>Dans la liste des photos</translation>
    </message>
    <message>
        <source>Next place</source>
        <translation>Lieu suivant</translation>
    </message>
    <message>
        <source>Previous place</source>
        <translation>Lieu précédent</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom avant</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>Zoom arrière</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>Tout afficher</translation>
    </message>
    <message>
        <source>Choose no place</source>
        <translation>Ne choisir aucun lieu</translation>
    </message>
    <message>
        <source>Next photo</source>
        <translation>Photo suivante</translation>
    </message>
    <message>
        <source>Previous photo</source>
        <translation>Photo précédente</translation>
    </message>
    <message>
        <source>First photo</source>
        <translation>Première photo</translation>
    </message>
    <message>
        <source>Last photo</source>
        <translation>Dernière photo</translation>
    </message>
    <message>
        <source>Select more photos</source>
        <translation>Étendre la sélection</translation>
    </message>
    <message>
        <source>Select all photos</source>
        <translation>Sélectionner toutes les photos</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Raccourcis clavier</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>Action</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>Touches</translation>
    </message>
    <message>
        <source>No action or key has this in its name.</source>
        <translation>Aucune action ni touche de ce nom.</translation>
    </message>
    <message>
        <source>Find an action or a key</source>
        <translation>Chercher une action ou une touche</translation>
    </message>
    <message>
        <source>%1 or %2</source>
        <translation>%1 ou %2</translation>
    </message>
</context>
<context>
    <name>SmallMap</name>
    <message>
        <source>The small map&apos;s file %1 cannot be read: %2.</source>
        <translation>Le fichier de la petite carte %1 est illisible&#xa0;: %2.</translation>
    </message>
    <message>
        <source>It came with the program: install it again.</source>
        <translation>Il est fourni avec le programme&#xa0;: réinstallez-le.</translation>
    </message>
</context>
<context>
    <name>SourceLink</name>
    <message>
        <source>Source: %1</source>
        <translation>Source&#xa0;: %1</translation>
    </message>
    <message>
        <source>Opens in the browser.</source>
        <translation>S’ouvre dans le navigateur.</translation>
    </message>
</context>
<context>
    <name>Stages</name>
    <message>
        <source>starting</source>
        <translation>démarrage</translation>
    </message>
    <message>
        <source>encoding positions</source>
        <translation>encodage des positions</translation>
    </message>
    <message>
        <source>loading gallery and places</source>
        <translation>chargement de la galerie et des lieux</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>lecture</translation>
    </message>
    <message>
        <source>aligning</source>
        <translation>alignement</translation>
    </message>
    <message>
        <source>comparing</source>
        <translation>comparaison</translation>
    </message>
    <message>
        <source>asking %1</source>
        <translation>question à %1</translation>
    </message>
    <message>
        <source>loading encoder %1</source>
        <translation>chargement de l’encodeur %1</translation>
    </message>
</context>
<context>
    <name>Start</name>
    <message>
        <source>The settings could not be used: this window works with the default ones.</source>
        <translation>Les réglages n’ont pas pu être utilisés&#xa0;: cette fenêtre travaille avec les réglages par défaut.</translation>
    </message>
    <message>
        <source>The storage folder could not be used: this window has the packs and galleries of the usual folder.</source>
        <translation>Le dossier de stockage n’a pas pu être utilisé&#xa0;: cette fenêtre a les packs et les galeries du dossier habituel.</translation>
    </message>
    <message>
        <source>This is a fault of the program. Started with --debug in a terminal, it says more.</source>
        <translation>C’est un défaut du programme. Lancé avec --debug dans un terminal, il en dit plus.</translation>
    </message>
    <message>
        <source>G3 Desktop cannot start.</source>
        <translation>G3 Desktop ne peut pas démarrer.</translation>
    </message>
</context>
<context>
    <name>StartProblem</name>
    <message>
        <source>The settings stand in %1</source>
        <translation>Les réglages se trouvent dans %1</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Réessayer</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Quitter</translation>
    </message>
    <message>
        <source>The settings cannot be used.</source>
        <translation>Les réglages ne peuvent pas être utilisés.</translation>
    </message>
    <message>
        <source>Mend the file and try again. Or start with the default settings for once: the file stays as it is.</source>
        <translation>Corrigez le fichier et réessayez. Ou démarrez pour cette fois avec les réglages par défaut&#xa0;: le fichier reste tel quel.</translation>
    </message>
    <message>
        <source>Start with the default settings</source>
        <translation>Démarrer avec les réglages par défaut</translation>
    </message>
    <message>
        <source>The storage folder cannot be used.</source>
        <translation>Le dossier de stockage ne peut pas être utilisé.</translation>
    </message>
    <message>
        <source>Then try again. Or start with the usual folder for once: packs and galleries of the other one are missing then, and stay as they are.</source>
        <translation>Réessayez ensuite. Ou démarrez pour cette fois avec le dossier habituel&#xa0;: les packs et les galeries de l’autre manquent alors, et restent tels quels.</translation>
    </message>
    <message>
        <source>Start with the usual folder</source>
        <translation>Démarrer avec le dossier habituel</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Progress</source>
        <translation>Avancement</translation>
    </message>
    <message>
        <source>Stop all</source>
        <translation>Tout arrêter</translation>
    </message>
    <message>
        <source>photos go to %1</source>
        <translation>photos envoyées à %1</translation>
    </message>
    <message>
        <source>asking %1 for a picture</source>
        <translation>une image est demandée à %1</translation>
    </message>
    <message>
        <source>photos may be sent</source>
        <translation>des photos peuvent être envoyées</translation>
    </message>
    <message>
        <source>offline</source>
        <translation>hors ligne</translation>
    </message>
    <message>
        <source>photos stay here</source>
        <translation>les photos restent ici</translation>
    </message>
    <message>
        <source>No request leaves this machine.</source>
        <translation>Aucune requête ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>Photos are sent to the language model at %1, as you allowed.</source>
        <translation>Les photos sont envoyées au modèle de langage sur %1, comme vous l’avez autorisé.</translation>
    </message>
    <message>
        <source>Photos may be sent to a language model on another machine; none is known to be asked there now.</source>
        <translation>Des photos peuvent être envoyées à un modèle de langage sur un autre ordinateur&#x202f;; à notre connaissance, aucun n’y est interrogé en ce moment.</translation>
    </message>
    <message>
        <source>No photo leaves this machine.</source>
        <translation>Aucune photo ne quitte cet ordinateur.</translation>
    </message>
    <message>
        <source>%1 is asked for the picture of a reference, as you wished.</source>
        <translation>L’image d’une référence est demandée à %1, comme vous l’avez souhaité.</translation>
    </message>
    <message>
        <source>Language models may be downloaded, at the press of a button.</source>
        <translation>Des modèles de langage peuvent être téléchargés, sur appui d’un bouton.</translation>
    </message>
    <message>
        <source>Links may be opened in the browser, at a click on them.</source>
        <translation>Les liens peuvent être ouverts dans le navigateur, sur un clic.</translation>
    </message>
    <message>
        <source>Pictures of references may be fetched, at the press of a button.</source>
        <translation>Les images des références peuvent être récupérées, en appuyant sur un bouton.</translation>
    </message>
    <message>
        <source>no language model</source>
        <translation>sans modèle de langage</translation>
    </message>
    <message>
        <source>engine starting…</source>
        <translation>démarrage du moteur…</translation>
    </message>
    <message>
        <source>engine starting again…</source>
        <translation>redémarrage du moteur…</translation>
    </message>
    <message>
        <source>no engine</source>
        <translation>pas de moteur</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>Prêt</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln&#xa0;photo</numerusform>
            <numerusform>%Ln&#xa0;photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln without an answer</source>
        <translation>
            <numerusform>%Ln&#xa0;sans réponse</numerusform>
            <numerusform>%Ln&#xa0;sans réponse</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>StoragePage</name>
    <message>
        <source>Storage</source>
        <translation>Stockage</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>Packs</translation>
    </message>
    <message>
        <source>Galleries</source>
        <translation>Galeries</translation>
    </message>
    <message>
        <source>Photos and answers</source>
        <translation>Photos et réponses</translation>
    </message>
    <message>
        <source>Cache</source>
        <translation>Cache</translation>
    </message>
    <message>
        <source>Logs</source>
        <translation>Journaux</translation>
    </message>
    <message>
        <source>measuring…</source>
        <translation>mesure…</translation>
    </message>
    <message>
        <source>Size of %1</source>
        <translation>Taille de %1</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ouvrir le dossier</translation>
    </message>
    <message>
        <source>Open folder: %1</source>
        <translation>Ouvrir le dossier&#xa0;: %1</translation>
    </message>
    <message>
        <source>where the system puts them</source>
        <translation>à l’endroit prévu par le système</translation>
    </message>
    <message>
        <source>Folder for large things</source>
        <translation>Dossier des gros fichiers</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>Choisir…</translation>
    </message>
    <message>
        <source>Choose a folder for large things</source>
        <translation>Choisir un dossier pour les gros fichiers</translation>
    </message>
    <message>
        <source>Packs, galleries and cache</source>
        <translation>Packs, galeries et cache</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>Dossier</translation>
    </message>
    <message>
        <source>G3DESKTOP_HOME says where everything lies: %1</source>
        <translation>G3DESKTOP_HOME fixe l’emplacement de tout&#xa0;: %1</translation>
    </message>
    <message>
        <source>Another folder is used from the next start on, by the window and the command line. Nothing is moved: move packs, galleries and cache there yourself while the program is closed, or it will not find them.</source>
        <translation>Le nouveau dossier sert dès le prochain démarrage, à la fenêtre et à la ligne de commande. Rien n’est déplacé&#xa0;: déplacez-y vous-même les packs, les galeries et le cache pendant que le programme est fermé, sinon il ne les trouvera pas.</translation>
    </message>
    <message>
        <source>cannot be read</source>
        <translation>illisible</translation>
    </message>
    <message>
        <source>not there yet</source>
        <translation>n’existe pas encore</translation>
    </message>
</context>
<context>
    <name>TimeLeft</name>
    <message>
        <source>a few seconds left</source>
        <translation>encore quelques secondes</translation>
    </message>
    <message>
        <source>about %1 s left</source>
        <translation>encore %1&#xa0;s environ</translation>
    </message>
    <message>
        <source>about %1 min left</source>
        <translation>encore %1&#xa0;min environ</translation>
    </message>
    <message>
        <source>about %1 h left</source>
        <translation>encore %1&#xa0;h environ</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>%1: %2</source>
        <translation>%1&#xa0;: %2</translation>
    </message>
    <message>
        <source>Encoder</source>
        <translation>Encodeur</translation>
    </message>
    <message>
        <source>Gallery</source>
        <translation>Galerie</translation>
    </message>
    <message>
        <source>Language model</source>
        <translation>Modèle de langage</translation>
    </message>
    <message>
        <source>Where was this photo taken?</source>
        <translation>Où cette photo a-t-elle été prise&#x202f;?</translation>
    </message>
    <message>
        <source>Give the program a photo: it ranks the places that fit, and shows what speaks for each, so that you can check it.</source>
        <translation>Donnez une photo au programme&#xa0;: il classe les lieux qui conviennent et montre ce qui plaide pour chacun, pour que vous puissiez vérifier.</translation>
    </message>
    <message>
        <source>It does not claim more than it knows: where the evidence points to several places, you see several.</source>
        <translation>Il n’affirme pas plus qu’il ne sait&#xa0;: si les indices mènent à plusieurs lieux, vous en voyez plusieurs.</translation>
    </message>
    <message>
        <source>What it works with</source>
        <translation>Ce qu’il utilise</translation>
    </message>
    <message>
        <source>Choose photos…</source>
        <translation>Choisir des photos…</translation>
    </message>
    <message>
        <source>Open a folder…</source>
        <translation>Ouvrir un dossier…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>Changer…</translation>
    </message>
    <message>
        <source>Manage…</source>
        <translation>Gérer…</translation>
    </message>
    <message>
        <source>Not known without an engine.</source>
        <translation>Inconnu sans moteur.</translation>
    </message>
    <message>
        <source>Getting ready…</source>
        <translation>Préparation…</translation>
    </message>
    <message>
        <source>%1, computed on %2</source>
        <translation>%1, calculé sur %2</translation>
    </message>
    <message>
        <source>Small: good for a first look, not for proof.</source>
        <translation>Petit&#xa0;: bien pour un premier aperçu, pas comme preuve.</translation>
    </message>
    <message>
        <source>None fits this encoder.</source>
        <translation>Aucune ne convient à cet encodeur.</translation>
    </message>
    <message>
        <source>Build one…</source>
        <translation>En créer une…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) whose place is known</source>
        <translation>
            <numerusform>%Ln&#xa0;photo dont le lieu est connu</numerusform>
            <numerusform>%Ln&#xa0;photos dont le lieu est connu</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, on this machine</source>
        <translation>%1, sur cet ordinateur</translation>
    </message>
    <message>
        <source>%1, on another machine</source>
        <translation>%1, sur un autre ordinateur</translation>
    </message>
    <message>
        <source>%1, in the cloud</source>
        <translation>%1, dans le cloud</translation>
    </message>
    <message>
        <source>None, as the settings say.</source>
        <translation>Aucun, selon les réglages.</translation>
    </message>
    <message>
        <source>None. %1.</source>
        <translation>Aucun. %1.</translation>
    </message>
    <message>
        <source>It is not needed; with one, more places are considered.</source>
        <translation>Il n’est pas indispensable&#x202f;; avec lui, davantage de lieux sont envisagés.</translation>
    </message>
    <message>
        <source>Get one…</source>
        <translation>En obtenir un…</translation>
    </message>
    <message>
        <source>Photos are sent to the language model at %1, as you allowed.</source>
        <translation>Les photos sont envoyées au modèle de langage sur %1, comme vous l’avez autorisé.</translation>
    </message>
    <message>
        <source>Photos may be sent to a language model on another machine, as you allowed.</source>
        <translation>Des photos peuvent être envoyées à un modèle de langage sur un autre ordinateur, comme vous l’avez autorisé.</translation>
    </message>
    <message>
        <source>Photos stay on this machine.</source>
        <translation>Les photos restent sur cet ordinateur.</translation>
    </message>
    <message>
        <source>They are only read, never changed.</source>
        <translation>Elles sont seulement lues, jamais modifiées.</translation>
    </message>
    <message>
        <source>Nothing leaves this machine. Photos are only read, never changed.</source>
        <translation>Rien ne quitte cet ordinateur. Les photos sont seulement lues, jamais modifiées.</translation>
    </message>
</context>
<context>
    <name>Words</name>
    <message>
        <source>under %1 mi</source>
        <translation>moins de %1&#xa0;mi</translation>
    </message>
    <message>
        <source>under %1 km</source>
        <translation>moins de %1&#xa0;km</translation>
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
        <translation>Arrêter</translation>
    </message>
    <message>
        <source>It failed</source>
        <translation>Échec</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Arrêté</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Terminé</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>Masquer</translation>
    </message>
</context>
<context>
    <name>ZoomButtons</name>
    <message>
        <source>Zoom out</source>
        <translation>Zoom arrière</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>Zoom avant</translation>
    </message>
    <message>
        <source>Show all of both pictures</source>
        <translation>Afficher les deux images en entier</translation>
    </message>
</context>
</TS>
